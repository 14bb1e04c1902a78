import type { ComponentChildren } from 'preact';
import { Bdi, number } from './kit';

export interface Bar { label: string; value: number; words?: string; title?: string; tone?: string }

/** Bars with their words: read by screen readers as a list, the same at any width. */
export function Bars({ bars, most, label, empty }: { bars: Bar[]; most?: number; label: string; empty?: ComponentChildren }) {
  if (!bars.length) return <>{empty}</>;
  const top = most ?? Math.max(...bars.map((bar) => bar.value), 1);
  return (
    <ul class="bars" aria-label={label}>
      {bars.map((bar, i) => (
        <li key={bar.label + i} title={bar.title}>
          <span class="bar-label"><Bdi text={bar.label} /></span>
          <span class={'bar-track ' + (bar.tone ?? '')}><i style={{ width: `${Math.max(0, Math.min(100, (bar.value / top) * 100))}%` }} /></span>
          <span class="bar-value">{bar.words ?? number(bar.value)}</span>
        </li>
      ))}
    </ul>
  );
}
