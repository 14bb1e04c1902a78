import { signal } from '@preact/signals';
import { texts } from '../texts';

interface Said { id: number; kind: 'good' | 'bad'; words: string }
const said = signal<Said[]>([]);
let count = 0;

/** Says what came of an action. Refusals stay until they are read. */
export function say(words: string, kind: 'good' | 'bad' = 'good') {
  const one = { id: ++count, kind, words };
  said.value = [...said.value.slice(-3), one];
  setTimeout(() => hush(one.id), kind === 'bad' ? 12_000 : 4_000);
}

const hush = (id: number) => { said.value = said.value.filter((one) => one.id !== id); };

export const Toasts = () => (
  <div class="toasts" role="status" aria-live="polite">
    {said.value.map((one) => (
      <div key={one.id} class={`toast ${one.kind}`}><span>{one.words}</span><button type="button" class="icon" aria-label={texts.common.close} onClick={() => hush(one.id)}>✕</button></div>
    ))}
  </div>
);
