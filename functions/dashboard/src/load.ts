import { signal, type Signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { get, Refusal } from './api';

export interface Loaded<T> {
  data: Signal<T | null>;
  error: Signal<Refusal | null>;
  busy: Signal<boolean>;
  again: () => Promise<void>;
}

/** Reads a path when it changes, again every so often while the page is seen, and keeps the last answer meanwhile: nothing jumps. */
export function useLoad<T>(path: string | null, every = 0): Loaded<T> {
  const loaded = useMemo(() => make<T>(), []);
  useEffect(() => {
    const stop = new AbortController();
    const read = async () => {
      if (path === null) return;
      loaded.busy.value = true;
      try {
        loaded.data.value = await get<T>(path, stop.signal);
        loaded.error.value = null;
      } catch (failure) {
        if (!stop.signal.aborted) loaded.error.value = failure instanceof Refusal ? failure : new Refusal(0, '', String(failure));
      } finally {
        if (!stop.signal.aborted) loaded.busy.value = false;
      }
    };
    loaded.again = read;
    loaded.error.value = null;
    void read();
    const timer = every ? setInterval(() => { if (!document.hidden) void read(); }, every) : 0;
    const seen = () => { if (!document.hidden && every) void read(); };
    document.addEventListener('visibilitychange', seen);
    return () => { stop.abort(); clearInterval(timer); document.removeEventListener('visibilitychange', seen); };
  }, [path, every]);
  return loaded;
}

/** Whether every part of a page has answered, if only with a refusal: what is drawn in one go pushes nothing aside later. */
export const settled = (...parts: Pick<Loaded<unknown>, 'data' | 'error'>[]) => parts.every((part) => part.data.value !== null || part.error.value !== null);

function make<T>(): Loaded<T> {
  return { data: signal<T | null>(null), error: signal<Refusal | null>(null), busy: signal(true), again: async () => {} };
}
