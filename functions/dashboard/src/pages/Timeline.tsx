import { bandName, clockName, personName, playbook, reasonName, sequenceName, stageName } from '../state';
import { texts } from '../texts';
import type { Activity } from '../types';
import { Bdi, number, When } from '../ui/kit';

const text = (value: unknown): string => (value === null || value === undefined ? '' : typeof value === 'object' ? Object.entries(value as object).map(([name, one]) => `${name}: ${text(one)}`).join(', ') : String(value));
const join = (...parts: unknown[]) => parts.map(text).filter(Boolean).join(' · ');

// What moved a lead: somebody's action, or the score.
const causeOf = (cause: string) => (cause.startsWith('threshold:') ? texts.scoreReached(bandName(cause.slice(10))) : cause.startsWith('hand-raise:') ? texts.handRaised(signalName(cause.slice(11))) : cause && texts.action(cause));

const signalName = (name: string) => playbook.value?.signals.find((known) => known.name === name)?.label ?? texts.capital(texts.plain(name));

/** companySize: 640 as company size: 640. */
const details = (what: unknown) => (what && typeof what === 'object' ? Object.entries(what).map(([name, value]) => `${texts.plain(name.replace(/^answers\//, '').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase())}: ${text(value)}`).join('; ') : text(what));

interface Told { sign: string; what: string; more: string }

/** One entry of the timeline in words. A kind that is newer than this page is shown as it is. */
function tell(one: Activity): Told {
  const signal = one.signal as { name?: string; page?: { title?: string; url?: string }; verdict?: string; fields?: object } | undefined;
  switch (one.kind) {
    case 'signal': return { sign: '•', what: signalName(text(signal?.name)), more: join(signal?.page?.title, signal?.page?.url, signal?.verdict && signal.verdict !== 'human' && signal.verdict !== 'unknown' ? signal.verdict : '', details(signal?.fields)) };
    case 'band-crossed': return { sign: one.up ? '▲' : '▼', what: `${bandName(text(one.from))} → ${bandName(text(one.to))}`, more: texts.points(number(Number(one.score))) };
    case 'stage-changed': return { sign: '◆', what: `${stageName(text(one.from))} → ${stageName(text(one.to))}`, more: join(causeOf(text(one.cause)), reasonName(text(one.reason))) };
    case 'routing-decided': { const decision = one.decision as { personId?: string; ruleId?: string; heldBecause?: string }; return { sign: '→', what: decision.personId ? personName(decision.personId) : texts.lead.held, more: join(decision.ruleId, decision.heldBecause) }; }
    case 'notified': return { sign: '✉', what: texts.told(personName(text(one.recipient))), more: join(texts.notice(text(one.reason)), texts.by(text(one.channel)), one.outcome === 'sent' ? '' : one.outcome) };
    case 'visitor-joined': return { sign: '•', what: texts.visitorJoined, more: texts.signalsTaken(Number(one.signals)) };
    case 'note': return { sign: '✎', what: texts.action('note'), more: text(one.text) };
    case 'adjusted': return { sign: '±', what: `${Number(one.points) > 0 ? '+' : ''}${text(one.points)}`, more: text(one.reason) };
    case 'acted': return { sign: '★', what: texts.action(text(one.action)), more: join(reasonName(text(one.reason)), details(one.details), one.note) };
    case 'handoff-offered': return { sign: '⇢', what: texts.handoff(text((one.handoff as { kind?: string })?.kind)), more: '' };
    case 'handoff-answered': return { sign: '⇠', what: `${texts.handoff(text(one.handoff))}: ${text(one.state)}`, more: reasonName(text(one.reason)) };
    case 'unassigned': return { sign: '←', what: personName(text(one.personId)), more: text(one.reason) };
    case 'clock': return { sign: '◷', what: clockName(text(one.policy)), more: join(one.what, one.why) };
    case 'nurture': return { sign: '↻', what: texts.capital(texts.plain(text(one.what))), more: join(sequenceName(text(one.enrolment)), one.why) };
    case 'mailed': return { sign: '✉', what: text(one.subject), more: join(one.outcome, one.reason) };
    case 'email-outcome': return { sign: '✉', what: texts.capital(texts.plain(text(one.event))), more: join(one.provider, one.reason) };
    default: {
      const { kind, id: _, at: __, by: ___, ...rest } = one;
      return { sign: '·', what: texts.capital(texts.plain(kind)), more: text(rest) };
    }
  }
}

/** One thing that somebody was told on several channels is one entry. */
function together(activities: Activity[]): Activity[] {
  const shown: Activity[] = [], told = new Map<string, Activity>();
  for (const one of activities) {
    const key = one.kind === 'notified' ? [one.recipient, one.reason, one.outcome, one.at.slice(0, 16)].join() : null, known = key && told.get(key);
    if (known) known.channel = `${text(known.channel)}, ${text(one.channel)}`;
    else {
      shown.push(key ? { ...one } : one);
      if (key) told.set(key, shown.at(-1)!);
    }
  }
  return shown;
}

export const Timeline = ({ activities }: { activities: Activity[] }) => (
  <ol class="timeline">
    {together(activities).map((one) => {
      const told = tell(one);
      return (
        <li key={one.id} class={'kind-' + one.kind}>
          <span class="sign" aria-hidden="true">{told.sign}</span>
          <div><b><Bdi text={told.what} /></b> {told.more && <span class="more"><Bdi text={told.more} /></span>}</div>
          <small class="dim">{one.by && one.by !== 'system' && <><Bdi text={personName(one.by)} /> · </>}<When at={one.at} /></small>
        </li>
      );
    })}
  </ol>
);
