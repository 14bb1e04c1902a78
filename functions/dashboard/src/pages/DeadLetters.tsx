import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { get, post, query, Refusal } from '../api';
import { useLoad } from '../load';
import { texts } from '../texts';
import type { DeadLetter, Page } from '../types';
import { Ago, Bdi, Button, Empty, Failed, Plain, Skeleton } from '../ui/kit';
import { say } from '../ui/toast';

/** What could not be handled, with the reason; put back one by one or all that is shown. */
export function DeadLetters() {
  const loaded = useLoad<Page<DeadLetter>>('dead-letters?limit=50', 15_000);
  const more = useSignal<DeadLetter[]>([]), next = useSignal<string | null>(null), busy = useSignal<ReadonlySet<string>>(new Set());
  useEffect(() => loaded.data.subscribe((page) => { more.value = []; next.value = page?.next ?? null; }), []);
  if (!loaded.data.value) return loaded.error.value ? <Failed error={loaded.error.value} again={() => void loaded.again()} /> : <Skeleton rows={6} />;
  const letters = [...loaded.data.value.items, ...more.value];
  if (!letters.length) return <Empty title={texts.operations.deadEmpty} hint={texts.operations.deadHint} />;
  const replay = async (ids: string[]) => {
    busy.value = new Set(ids);
    try {
      for (const id of ids) await post(`dead-letters/${encodeURIComponent(id)}/replay`, {});
      say(texts.operations.replayed);
    } catch (failure) {
      say(failure instanceof Refusal ? failure.words : String(failure), 'bad');
    } finally {
      busy.value = new Set();
      await loaded.again();
    }
  };
  const loadMore = async () => {
    const page = await get<Page<DeadLetter>>('dead-letters' + query({ limit: 50, cursor: next.value }));
    more.value = [...more.value, ...page.items];
    next.value = page.next;
  };
  return (
    <div class="stack">
      {letters.length > 1 && <p><Button disabled={busy.value.size > 0} onClick={() => void replay(letters.map((letter) => letter.id))}>{texts.operations.replayAll} ({letters.length})</Button></p>}
      <ul class="letters">{letters.map((letter) => <Letter key={letter.id} letter={letter} busy={busy.value.has(letter.id)} replay={() => void replay([letter.id])} />)}</ul>
      {next.value && <Button onClick={() => void loadMore()}>{texts.common.loadMore}</Button>}
    </div>
  );
}

function Letter({ letter, busy, replay }: { letter: DeadLetter; busy: boolean; replay: () => void }) {
  const revealed = useSignal(false);
  return (
    <li class="card letter">
      <div class="letter-head"><b>{letter.step}</b><span class="late"><Bdi text={letter.reason} /></span><small class="dim">{texts.operations.tries} {letter.tries} · <Ago at={letter.deadAt} />{letter.key.startsWith('ld_') && <> · <a href={'#/leads/' + letter.key}>{texts.operations.key}</a></>}</small>
        <Button kind="main" busy={busy} disabled={busy} onClick={replay}>{texts.operations.replay}</Button></div>
      <details><summary>{texts.operations.payload}</summary><pre><Plain text={revealed.value ? pretty(letter.body) : redact(letter.body)} /></pre>
        {!revealed.value && <Button kind="quiet" onClick={() => { revealed.value = true; }}>{texts.operations.reveal}</Button>}</details>
    </li>
  );
}

function pretty(body: string, change = (_: string, value: unknown) => value): string {
  try {
    return JSON.stringify(JSON.parse(body), change, 2);
  } catch {
    return body.replace(/[^\s]/g, '•');
  }
}

// Structure and technical words stay; what people said of themselves does not.
const technical = /^(kind|id|leadId|name|signal|step|at|occurredAt|effectKey|state|reason|type|policy|version|submission|form|channel|personId)$/;
const redact = (body: string) => pretty(body, (name, value) => (typeof value === 'string' && !technical.test(name) ? `••• (${value.length})` : typeof value === 'string' && value.includes('@') ? '•••' : value));
