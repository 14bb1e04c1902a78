import type { ButtonHTMLAttributes, ComponentChildren } from 'preact';
import { texts } from '../texts';
import { bandName, bandRank, playbook, stageName } from '../state';
import { ago, dateTime, full } from '../time';
import type { Refusal } from '../api';

/** Text from outside, kept apart from the text around it: what it says about its own direction ends with it. */
export function Bdi({ text }: { text: string }) {
  return <bdi title={hidden.test(text) ? texts.lead.rawName(escaped(text)) : undefined} class={hidden.test(text) ? 'odd' : undefined}>{text.replace(hiddenAll, '\u{FFFD}')}</bdi>;
}

/** The same of several lines: their ends and indents are what keeps them readable, and hide nothing. */
export const Plain = ({ text }: { text: string }) => <bdi>{text.replace(/\r\n?/g, '\n').replace(hiddenAll, (sign) => (sign === '\n' || sign === '\t' ? sign : '\u{FFFD}'))}</bdi>;

// Direction overrides, zero-width and control characters: a name with them only looks like another.
const hidden = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;
const hiddenAll = new RegExp(hidden.source, 'g');
const escaped = (text: string) => text.replace(hiddenAll, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

export const Ago = ({ at }: { at: string | null | undefined }) => (at ? <time dateTime={at} title={full(at)}>{ago(at)}</time> : <span class="dim">–</span>);

/** Where the order counts: the day and the minute. */
export const When = ({ at }: { at: string }) => <time dateTime={at} title={`${full(at)}, ${ago(at)}`}>{dateTime(at)}</time>;

export function BandChip({ band }: { band: string }) {
  const count = Math.max(1, (playbook.value?.bands.length ?? 5) - 1);
  return <span class={`chip heat-${Math.round((bandRank(band) / count) * 4)}`}>{bandName(band)}</span>;
}

export const StageChip = ({ stage }: { stage: string }) => <span class={`stage stage-${stage}`}>{stageName(stage)}</span>;

export function Button({ kind = 'plain', busy, children, ...rest }: { kind?: 'plain' | 'main' | 'quiet' | 'danger'; busy?: boolean; children: ComponentChildren } & ButtonHTMLAttributes<HTMLButtonElement>) {
  return <button type="button" class={`button ${kind}`} aria-busy={busy || undefined} {...rest}>{children}</button>;
}

export const Kbd = ({ keys }: { keys: string }) => <span class="kbds">{keys.split(' | ')[0]!.split(' ').map((key) => <kbd key={key}>{key}</kbd>)}</span>;

export function Empty({ title, hint, children }: { title: string; hint?: string; children?: ComponentChildren }) {
  return <div class="empty"><p class="empty-title">{title}</p>{hint && <p>{hint}</p>}{children}</div>;
}

/** What failed in words; a page that this host does not have says so instead of looking broken. */
export function Failed({ error, again }: { error: Refusal; again?: () => void }) {
  if (error.status === 404 || error.status === 405) return <Empty title={texts.refusal.notThere} hint={texts.refusal.notThereHint} />;
  if (error.status === 403) return <Empty title={texts.refusal.notAllowed} hint={texts.refusal.notAllowedHint} />;
  return <Empty title={texts.refusal.failed} hint={error.words}>{again && <Button onClick={again}>{texts.common.retry}</Button>}</Empty>;
}

export const Skeleton = ({ rows = 6, tall = false }: { rows?: number; tall?: boolean }) => (
  <div class={tall ? 'skeleton tall' : 'skeleton'} role="status" aria-label={texts.common.loading}>{Array.from({ length: rows }, (_, i) => <div key={i} />)}</div>
);

export function Card({ title, side, children, id, flush }: { title?: ComponentChildren; side?: ComponentChildren; children: ComponentChildren; id?: string; flush?: boolean }) {
  return (
    <section class={flush ? 'card flush' : 'card'} id={id}>
      {title && <header class="card-head"><h2>{title}</h2>{side}</header>}
      {children}
    </section>
  );
}

export const number = (value: number, digits = 1) => value.toLocaleString('en', { maximumFractionDigits: digits });
export const signed = (value: number) => (value > 0 ? '+' : value < 0 ? '−' : '') + number(Math.abs(value));

export const Facts = ({ rows }: { rows: [string, ComponentChildren][] }) => (
  <dl class="facts">{rows.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
);

export function Tabs({ tabs, current, pick, label }: { tabs: [string, ComponentChildren][]; current: string; pick: (tab: string) => void; label: string }) {
  return <div class="tabs" role="group" aria-label={label}>{tabs.map(([id, name]) => <button key={id} type="button" aria-pressed={id === current} onClick={() => pick(id)}>{name}</button>)}</div>;
}
