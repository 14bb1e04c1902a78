import { signal } from '@preact/signals';
import { skew } from './api';
import { texts } from './texts';

/** The server's present, once a second while anybody looks. */
export const now = signal(Date.now());

const tick = () => { if (!document.hidden) now.value = Date.now() + skew.peek(); };
setInterval(tick, 1000);
document.addEventListener('visibilitychange', tick);

// One zone for everything: the viewer's.
const locale = 'en';
const dayOnly = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
const dayYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
const minute = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const whole = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZoneName: 'short' });

const second = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });

export const day = (at: number) => dayOnly.format(new Date(at));
export const clock = (at: number, exact: boolean) => (exact ? second : minute).format(new Date(at));

export const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

const valid = (at: string | number) => !Number.isNaN(new Date(at).getTime());

export const full = (at: string | number) => (valid(at) ? whole.format(new Date(at)) : String(at));

export function dateTime(at: string | number): string {
  const date = new Date(at), today = new Date(now.value);
  if (date.toDateString() === today.toDateString()) return minute.format(date);
  return `${(date.getFullYear() === today.getFullYear() ? dayOnly : dayYear).format(date)}, ${minute.format(date)}`;
}

export const date = (at: string | number) => dayYear.format(new Date(at));

/** 4 m 05 s, 3 h 12 m, 2 d 4 h: two units, so that it stays short and still moves. */
export function span(milliseconds: number): string {
  const seconds = Math.floor(Math.abs(milliseconds) / 1000);
  const [d, h, m, s] = [Math.floor(seconds / 86400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (n: number) => String(n).padStart(2, '0');
  return d > 0 ? `${d} d ${h} h` : h > 0 ? `${h} h ${two(m)} m` : m > 0 ? `${m} m ${two(s)} s` : `${s} s`;
}

export function ago(at: string | number, from = now.value): string {
  if (!valid(at)) return String(at);
  const age = from - new Date(at).getTime();
  if (age < 0) return texts.time.in(rough(-age));
  return age < 45_000 ? texts.time.justNow : texts.time.ago(rough(age));
}

export function rough(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes < 60) return `${Math.max(1, minutes)} min`;
  if (minutes < 36 * 60) return `${Math.round(minutes / 60)} h`;
  const days = Math.round(minutes / 1440);
  return days < 60 ? `${days} d` : `${Math.round(days / 30)} mo`;
}

export const seconds = (count: number | null | undefined) => (count === null || count === undefined ? '–' : span(count * 1000));
