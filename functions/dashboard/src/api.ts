import { signal } from '@preact/signals';
import { texts } from './texts';

/** What is wrong with a playbook, and where. */
export interface Finding { severity: string; code: string; file: string; line: number | null; column?: number; key: string; why: string; whatToDo: string }

/** A refusal in the API's own words (RFC 9457), or a network that is not there. */
export class Refusal extends Error {
  constructor(
    readonly status: number, readonly title: string, readonly detail: string,
    readonly lists: { allowed?: string[]; missing?: string[]; errors?: { pointer: string; detail: string }[]; findings?: Finding[] } = {},
  ) {
    super(detail || title);
  }

  /** For people: what was wrong, and what may be done instead. */
  get words(): string {
    const { allowed, missing, errors } = this.lists;
    if (this.status === 412) return texts.refusal.changed;
    if (missing?.length) return `${this.detail} ${texts.refusal.missing(missing.map(plainName))}`;
    if (allowed?.length) return `${sentence(this.detail)} ${texts.refusal.allowed(allowed.map((name) => texts.action(name)))}`;
    if (errors?.length) return errors.map((error) => `${plainName(error.pointer.replace(/^#\/?/, '')) || texts.refusal.body}: ${error.detail}`).join(' ');
    return sentence(this.detail || this.title);
  }
}

const sentence = (text: string) => text && text[0]!.toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? '' : '.');
const plainName = (name: string) => name.replace(/^answers\//, '').replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[-_]/g, ' ').toLowerCase();

/** How far the server's clock is ahead of the browser's, in milliseconds: countdowns go by the server's. */
export const skew = signal(0);

/** Set when the session is over: the shell shows the sign-in. */
export const signedOut = signal(false);

// The cloud host serves the page below the API itself.
const base = new URL(location.pathname.startsWith('/api/') ? '/api/' : 'api/', document.baseURI);

export interface Asked { method?: string; body?: unknown; ifMatch?: number | string; once?: string; signal?: AbortSignal; headers?: Record<string, string> }

export async function ask(path: string, asked: Asked = {}): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json', ...asked.headers };
  if (asked.body !== undefined) headers['content-type'] = 'application/json';
  if (asked.ifMatch !== undefined) headers['if-match'] = typeof asked.ifMatch === 'number' ? `"${asked.ifMatch}"` : asked.ifMatch;
  if (asked.once) headers['idempotency-key'] = asked.once;
  let answer: Response;
  try {
    answer = await fetch(new URL(path, base), { method: asked.method ?? 'GET', headers, body: asked.body === undefined ? null : JSON.stringify(asked.body), signal: asked.signal ?? null, credentials: 'same-origin' });
  } catch (failure) {
    if (asked.signal?.aborted) throw failure;
    throw new Refusal(0, texts.refusal.offline, texts.refusal.offline);
  }
  keepTime(answer);
  if (answer.ok || answer.status === 304) return answer;
  if (answer.status === 401 && path !== 'session') signedOut.value = true;
  throw await refusalOf(answer);
}

export async function get<T>(path: string, stop?: AbortSignal): Promise<T> {
  return (await ask(path, stop ? { signal: stop } : {})).json() as Promise<T>;
}

/** Sent twice by accident it counts once. */
export async function post<T = unknown>(path: string, body: unknown, asked: Asked = {}): Promise<T> {
  const answer = await ask(path, { method: 'POST', body, once: crypto.randomUUID(), ...asked });
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

/** What takes a while, told line by line: how far it is, and in the end what came of it. Whoever stops listening ends it. */
export async function postLines<T>(path: string, body: unknown, told: (so: { read: number; of?: number }) => void, stop: AbortSignal): Promise<T> {
  const answer = await ask(path, { method: 'POST', body, signal: stop, headers: { accept: 'application/x-ndjson' } });
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  for (let rest = ''; ;) {
    const { value, done } = await reader.read().catch((failure) => { throw stop.aborted ? failure : new Refusal(0, texts.refusal.cutOff, texts.refusal.cutOff); });
    if (done) throw new Refusal(0, texts.refusal.cutOff, texts.refusal.cutOff);
    const lines = (rest + value).split('\n');
    rest = lines.pop()!;
    for (const line of lines.map((text) => JSON.parse(text))) {
      if (line.result) return line.result as T;
      if (line.problem) throw refused(line.problem.status, line.problem);
      told(line);
      // Each is drawn, also of those that came together.
      await null;
    }
  }
}

export const query = (values: Record<string, string | number | null | undefined>) => {
  const set = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return set.length ? '?' + new URLSearchParams(set.map(([name, value]) => [name, String(value)])) : '';
};

async function refusalOf(answer: Response): Promise<Refusal> {
  try {
    return refused(answer.status, await answer.json());
  } catch {
    return new Refusal(answer.status, texts.refusal.status(answer.status), texts.refusal.status(answer.status));
  }
}

const refused = (status: number, { title, detail, ...lists }: { title?: string; detail?: string } & Refusal['lists']) => new Refusal(status, title ?? '', detail ?? '', lists);

function keepTime(answer: Response) {
  const date = Date.parse(answer.headers.get('date') ?? '');
  // The header has whole seconds only: small differences are its rounding.
  if (date && Math.abs(date - Date.now() - skew.peek()) > 2000) skew.value = date - Date.now();
}
