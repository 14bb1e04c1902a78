import type { InboxClock } from '../types';
import { texts } from '../texts';
import { full, now, span } from '../time';

/** How urgent a clock is at an instant: what it looks like everywhere. */
export function urgency(clock: InboxClock | null, at: number): 'none' | 'paused' | 'calm' | 'warn' | 'late' {
  if (!clock || !clock.dueAt) return 'none';
  if (clock.paused) return 'paused';
  if (clock.state === 'breached' || at >= Date.parse(clock.dueAt)) return 'late';
  return clock.warnAt.some((mark) => at >= Date.parse(mark)) ? 'warn' : 'calm';
}

/** Counts down to the deadline every second, and on from there. */
export function Countdown({ clock }: { clock: InboxClock | null }) {
  if (!clock) return <span class="countdown none">{texts.inbox.noClock}</span>;
  const how = urgency(clock, now.value);
  if (how === 'paused' || !clock.dueAt) return <span class="countdown paused" title={clock.name}>{texts.inbox.paused}</span>;
  const left = Date.parse(clock.dueAt) - now.value;
  const from = Date.parse(clock.startedAt), part = Math.min(1, Math.max(0, (now.value - from) / (Date.parse(clock.dueAt) - from || 1)));
  return (
    <span class={`countdown ${how}`} title={`${clock.name}: ${texts.inbox.due} ${full(clock.dueAt)}`}>
      <b>{how === 'late' ? texts.inbox.breachedBy(span(left)) : span(left)}</b>
      <small>{clock.name}</small>
      <progress max={1} value={part} aria-hidden="true" />
    </span>
  );
}
