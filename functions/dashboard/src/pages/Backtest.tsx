import { useEffect, useRef, useState } from 'preact/hooks';
import { get, post, postLines, Refusal, type Finding } from '../api';
import { texts } from '../texts';
import type { Playbook } from '../types';
import { Button, Card, number } from '../ui/kit';
import { Shown, type Result } from './BacktestResult';
import { Findings, type Change } from './PlaybookVersions';
import { Publish } from './PublishDraft';
import { Suggested, type Suggestion } from './Suggested';

const words = texts.playbook;

export interface Checked { findings: Finding[]; errors: number; warnings: number; changes: Change[]; version: string }
interface Seen { text: string; checked: Checked | null; findings: Finding[]; result: Result | null }
type Running = { read: number; of?: number } | 'checking';

/** What a draft would have done to the recorded history. Nothing is changed by it, until somebody publishes it. */
export function Backtest({ book }: { book: Playbook }) {
  const [text, setText] = useState(''), [running, setRunning] = useState<Running | null>(null), [refused, setRefused] = useState(''), [seen, setSeen] = useState<Seen | null>(null), [suggestion, setSuggestion] = useState<Suggestion | null>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const begin = async (read: () => Promise<string>) => {
    setRefused('');
    setSuggestion(null);
    try {
      setText(await read());
    } catch (failure) {
      setRefused(said(failure));
    }
  };
  const inForce = async () => (await get<{ text: string }>(`playbook/versions/${book.version}`)).text;
  const suggested = async () => {
    const found = await post<Suggestion>('playbook/suggest', {});
    setSuggestion(found);
    return found.text;
  };
  const run = async () => {
    const stopping = (stop.current = new AbortController());
    let so: Seen = { text, checked: null, findings: [], result: null };
    setRunning('checking');
    setRefused('');
    setSeen(null);
    try {
      const checked = await post<Checked>('playbook/check', { text }, { signal: stopping.signal });
      setSeen(so = { ...so, checked, findings: checked.findings });
      setRunning({ read: 0 });
      const result = await postLines<Result>('playbook/backtest', { text }, setRunning, stopping.signal);
      setSeen({ ...so, result });
    } catch (failure) {
      if (failure instanceof Refusal && failure.lists.findings) setSeen({ ...so, findings: failure.lists.findings });
      setRefused(stopping.signal.aborted ? words.stopped : said(failure));
    } finally {
      setRunning(null);
    }
  };
  return (
    <div class="stack">
      <Card title={words.draft} side={<span class="do"><Button kind="quiet" disabled={running !== null} onClick={() => void begin(inForce)}>{words.loadText(book.version)}</Button><Button kind="quiet" disabled={running !== null} onClick={() => void begin(suggested)}>{words.suggest}</Button></span>}>
        <p class="dim">{words.draftHint}</p>
        <textarea class="draft" rows={14} spellcheck={false} autocomplete="off" aria-label={words.draft} value={text} onInput={(event) => setText(event.currentTarget.value)} />
        <div class="do">{running ? <Progress running={running} stop={() => stop.current?.abort()} /> : <Button kind="main" disabled={!text.trim()} onClick={() => void run()}>{words.draftRun}</Button>}</div>
        {refused && <p class="refused" role="alert">{refused}</p>}
      </Card>
      {suggestion && <Suggested suggestion={suggestion} />}
      {seen && (seen.checked || seen.findings.length > 0) && <Card title={words.check} side={seen.checked && <span class={seen.checked.errors ? 'late small' : 'dim small'}>{seen.checked.errors ? words.errors(seen.checked.errors) : words.warnings(seen.checked.warnings)}</span>}><Findings findings={seen.findings} /></Card>}
      {seen?.result && <Shown result={seen.result} />}
      {seen?.result && seen.checked && <Publish book={book} draft={seen.text} checked={seen.checked} result={seen.result} stale={seen.text !== text} done={() => { setSeen(null); setText(''); }} />}
    </div>
  );
}

function Progress({ running, stop }: { running: Running; stop: () => void }) {
  const so = running === 'checking' ? null : running;
  const label = so === null ? words.checking : so.read === 0 ? words.replaying : words.replayed(number(so.read, 0), so.of === undefined ? null : number(so.of, 0));
  return (
    <div class="progress" role="status"><span>{label}</span><progress aria-label={label} max={so?.of ?? 1} {...(so?.of ? { value: so.read } : {})} /><Button onClick={stop}>{texts.common.cancel}</Button></div>
  );
}

const said = (failure: unknown) => (!(failure instanceof Refusal) ? String(failure) : failure.lists.findings ? words.unreadable : failure.status === 404 ? texts.refusal.notThere : failure.words);
