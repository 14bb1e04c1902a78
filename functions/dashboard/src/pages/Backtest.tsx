import { useMemo, useState } from 'preact/hooks';
import type uPlot from 'uplot';
import { ask, post, Refusal } from '../api';
import { texts } from '../texts';
import type { Playbook } from '../types';
import { axes, Chart, colour, type Options } from '../ui/chart';
import { Bars } from '../ui/bars';
import { Ago, Bdi, Button, Card, Facts, number } from '../ui/kit';
import { Findings, type Finding } from './PlaybookVersions';

const words = texts.playbook;

interface Side { auc: number | null; precision: number | null; recall: number | null; deciles: { number: number; from: number; to: number; rate: number; lift: number; leads: number }[] }
interface Result {
  current: string; draft: string; leads: number; events: number; seconds: number; mqls: { current: number; draft: number }; weeks: { week: string; current: number; draft: number }[];
  flips: { gained: number; lost: number; earlier: number; later: number; same: number; items: { leadId: string; kind: string; draftAt: string | null; currentAt: string | null; currentScore: number; draftScore: number; why: string }[] };
  quality: { outcome: string; leads: number; positives: number; current: Side; draft: Side }[]; pools: { pool: string; name: string; capacity: number | null; currentPeak: number; draftPeak: number; over: boolean }[]; refused: string | null;
}

/** What a draft would have done to the recorded history. Nothing is changed by it. */
export function Backtest({ book }: { book: Playbook }) {
  const [text, setText] = useState(''), [busy, setBusy] = useState(false), [refused, setRefused] = useState('');
  const [findings, setFindings] = useState<Finding[] | null>(null), [result, setResult] = useState<Result | null>(null);
  const load = async () => { try { setText((await (await ask(`playbook/versions/${book.version}`)).json()).text ?? ''); } catch (failure) { setRefused(failure instanceof Refusal ? failure.words : String(failure)); } };
  const run = async () => {
    setBusy(true);
    setRefused('');
    setResult(null);
    try {
      setFindings((await post<{ findings: Finding[] }>('playbook/check', { text })).findings);
      setResult(await post<Result>('playbook/backtest', { text }));
    } catch (failure) {
      setRefused(failure instanceof Refusal ? (failure.status === 404 ? texts.refusal.notThere : failure.words) : String(failure));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div class="stack">
      <Card title={words.draft} side={<Button kind="quiet" onClick={() => void load()}>{words.version(book.version)}</Button>}>
        <p class="dim">{words.draftHint}</p>
        <textarea class="draft" rows={10} spellcheck={false} aria-label={words.draft} value={text} onInput={(event) => setText(event.currentTarget.value)} />
        <p class="do"><Button kind="main" busy={busy} disabled={busy || !text.trim()} onClick={() => void run()}>{busy ? texts.common.saving : words.draftRun}</Button></p>
        {refused && <p class="refused" role="alert">{refused}</p>}
      </Card>
      {findings && <Card title={words.check}><Findings findings={findings} /></Card>}
      {result && <Shown result={result} />}
    </div>
  );
}

function Shown({ result }: { result: Result }) {
  const data = useMemo((): uPlot.AlignedData => [result.weeks.map((week) => Date.parse(week.week) / 1000), result.weeks.map((week) => week.current), result.weeks.map((week) => week.draft)], [result]);
  const options = (): Options => ({ legend: { show: false }, cursor: { drag: { x: false, y: false } }, padding: [8, 8, 0, 0], axes: axes(), scales: { y: { range: (_, __, high) => [0, Math.max(4, high * 1.1)] } }, series: [{}, { stroke: colour('dim'), width: 1.5 }, { stroke: colour('accent'), width: 2 }] });
  return (
    <div class="grid">
      {result.refused && <p class="notice bad wide-card"><Bdi text={result.refused} /></p>}
      <section class="card wide-card"><header class="card-head"><h2>{words.weekly}</h2><span class="dim small">{number(result.leads, 0)} leads · {number(result.events, 0)} events · {number(result.seconds, 2)} s · MQL {result.mqls.current} → {result.mqls.draft}</span></header>
        <Chart options={options} data={data} height={180} label={words.weekly} /><p class="legend"><i class="key dimmed" />{words.current}<i class="key accent" />{words.draft}</p></section>
      {result.quality.map((one) => (
        <Card key={one.outcome} title={`${words.deciles}: ${one.outcome}`} side={<span class="dim small">{one.positives} / {one.leads}</span>}>
          <Facts rows={(['auc', 'precision', 'recall'] as const).map((name) => [name, `${one.current[name] === null ? '–' : number(one.current[name], 3)} → ${one.draft[name] === null ? '–' : number(one.draft[name], 3)}`])} />
          <Bars label={words.deciles} bars={one.draft.deciles.map((decile) => ({ label: `${number(decile.from, 0)}–${number(decile.to, 0)}`, value: decile.lift, words: `${number(decile.lift)} × (${number(one.current.deciles.find((old) => old.number === decile.number)?.lift ?? 0)})` }))} />
        </Card>
      ))}
      <Card title={words.flips} side={<span class="dim small">+{result.flips.gained} −{result.flips.lost}</span>}>
        <ul class="plain">{result.flips.items.slice(0, 20).map((flip) => <li key={flip.leadId + flip.kind}><a class="accent" href={'#/leads/' + flip.leadId}>{flip.kind}</a> {number(flip.currentScore)} → {number(flip.draftScore)} <span class="dim"><Bdi text={flip.why} /> <Ago at={flip.draftAt ?? flip.currentAt} /></span></li>)}</ul>
      </Card>
      <Card title={words.members}><Bars label={words.members} bars={result.pools.map((pool) => ({ label: pool.name, value: pool.draftPeak, words: `${pool.currentPeak} → ${pool.draftPeak}${pool.capacity === null ? '' : ` / ${pool.capacity}`}`, tone: pool.over ? 'bad' : '' }))} /></Card>
    </div>
  );
}
