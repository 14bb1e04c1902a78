import { useMemo } from 'preact/hooks';
import type uPlot from 'uplot';
import { percent } from '../metrics';
import { texts } from '../texts';
import { axes, Chart, colour, type Options } from '../ui/chart';
import { Bars } from '../ui/bars';
import { Ago, Bdi, Card, Facts, number } from '../ui/kit';

const words = texts.playbook;

interface Week { week: string; current: number; draft: number }
interface Side { auc: number | null; precision: number | null; recall: number | null; deciles: { number: number; from: number; to: number; rate: number; lift: number; leads: number }[] }
interface Flip { leadId: string; kind: string; draftAt: string | null; currentAt: string | null; currentScore: number; draftScore: number; why: string }
interface Pool { pool: string; name: string; capacity: number | null; currentPeak: number; draftPeak: number; over: boolean; weeks: Week[]; direct?: Week[] }

export interface Result {
  current: string; draft: string; from: string; to: string; leads: number; events: number; seconds: number; mqls: { current: number; draft: number }; weeks: Week[];
  flips: { gained: number; lost: number; earlier: number; later: number; same: number; now: { up: number; down: number }; items: Flip[] };
  quality: { outcome: string; leads: number; positives: number; current: Side; draft: Side }[]; pools: Pool[];
  sla: { policy: string; name: string; currentPerWeek: number; draftPerWeek: number; outsideHours: number }[]; refused: string | null;
}

/** The draft beside the version in force. */
export function Shown({ result }: { result: Result }) {
  const data = useMemo((): uPlot.AlignedData => [result.weeks.map((week) => Date.parse(week.week) / 1000), result.weeks.map((week) => week.current), result.weeks.map((week) => week.draft)], [result]);
  // Where weeks are few a line has nothing to connect: points show them.
  const points = { show: result.weeks.length < 4 };
  const options = (): Options => ({ legend: { show: false }, cursor: { drag: { x: false, y: false } }, padding: [8, 24, 0, 0], axes: axes(), scales: { x: { range: () => [Math.min(Date.parse(result.from) / 1000, data[0][0] ?? Infinity), Date.parse(result.to) / 1000] }, y: { range: (_, __, high) => [0, Math.max(4, high * 1.1)] } }, series: [{}, { stroke: colour('dim'), width: 1.5, points }, { stroke: colour('accent'), width: 2, points }] });
  return (
    <div class="grid">
      {result.refused && <p class="notice bad wide-card" role="alert"><Bdi text={result.refused + '.'} /></p>}
      <section class="card wide-card"><header class="card-head"><h2>{words.weekly}</h2><span class="dim small">{number(result.leads, 0)} leads · {number(result.events, 0)} events · {number(result.seconds, 2)} s · MQL {result.mqls.current} → {result.mqls.draft}</span></header>
        <Chart options={options} data={data} height={180} label={words.weekly} /><p class="legend"><i class="key dimmed" />{words.current}<i class="key accent" />{words.draft}</p></section>
      <Card title={words.flips} side={<span class="dim small">+{result.flips.gained} −{result.flips.lost}</span>}><Flips result={result} /></Card>
      <Card title={words.load}><Loads pools={result.pools} /></Card>
      {result.quality.map((one) => (
        <Card key={one.outcome} title={`${words.deciles}: ${words.outcome(one.outcome)}`} side={<span class="dim small">{number(one.positives, 0)} / {number(one.leads, 0)}</span>}>
          {one.positives === 0 ? <p class="dim">{words.noneOf}</p> : <>
            <Facts rows={(['auc', 'precision', 'recall'] as const).map((name) => [words.quality[name]!, words.beside(said(name, one.current[name]), said(name, one.draft[name]))])} />
            <p class="dim small">{words.decilesHint}</p>
            <Bars label={words.deciles} bars={one.draft.deciles.map((decile) => ({ label: decile.from === decile.to ? number(decile.from, 0) : `${number(decile.from, 0)}–${number(decile.to, 0)}`, value: decile.lift, words: `${number(decile.lift)} × (${number(one.current.deciles.find((old) => old.number === decile.number)?.lift ?? 0)})` }))} />
          </>}
        </Card>
      ))}
      <Card title={words.clocks}>{result.sla.some((one) => one.currentPerWeek || one.draftPerWeek) ? <Facts rows={result.sla.filter((one) => one.currentPerWeek || one.draftPerWeek).map((one) => [one.name, `${number(one.currentPerWeek)} → ${number(one.draftPerWeek)}`])} /> : <p class="dim">{words.none}</p>}</Card>
    </div>
  );
}

function Flips({ result }: { result: Result }) {
  const { flips } = result, all = flips.gained + flips.lost + flips.earlier + flips.later, shown = flips.items.slice(0, 20);
  if (all === 0) return <p class="dim">{words.flipsNone}</p>;
  return (
    <>
      <ul class="plain">{shown.map((flip) => <li key={flip.leadId + flip.kind}><a class="accent" href={'#/leads/' + flip.leadId}>{words.flipKinds[flip.kind] ?? flip.kind}</a> {number(flip.currentScore)} → {number(flip.draftScore)}<span class="dim">: <Bdi text={flip.why} />, <Ago at={flip.draftAt ?? flip.currentAt} /></span></li>)}</ul>
      {all > shown.length && <p class="dim small">{words.flipsMore(shown.length, all)}</p>}
    </>
  );
}

function Loads({ pools }: { pools: Pool[] }) {
  const busy = pools.filter((pool) => pool.currentPeak || pool.draftPeak);
  const direct = (pool: Pool) => Math.max(0, ...(pool.direct ?? []).map((week) => week.draft));
  return <Bars label={words.load} empty={<p class="dim">{words.noLoad}</p>} bars={busy.map((pool) => ({
    label: pool.name, value: pool.draftPeak, tone: pool.over ? 'bad' : '',
    words: [`${pool.currentPeak} → ${pool.draftPeak}`, pool.capacity === null ? words.noCap : words.takes(pool.capacity), ...(direct(pool) ? [words.direct(direct(pool))] : [])].join(', '),
  }))} />;
}

// An AUC is no share of anything.
const said = (name: string, value: number | null) => (name !== 'auc' ? percent(value) : value === null ? '–' : number(value, 3));
