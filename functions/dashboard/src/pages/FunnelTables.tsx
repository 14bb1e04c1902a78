import { useMemo, useState } from 'preact/hooks';
import type uPlot from 'uplot';
import { percent, valueOf, type Cohort, type Group, type Lift, type Metrics, type Point } from '../metrics';
import { texts } from '../texts';
import { date } from '../time';
import { Bars } from '../ui/bars';
import { axes, Chart, colour, type Options } from '../ui/chart';
import { Bdi, Card, number, signed, Tabs } from '../ui/kit';
import { personName, stageName } from '../state';

const lines = [['entered', 'line-strong'], ['mql', 'heat-2'], ['sal', 'heat-3'], ['sql', 'heat-4'], ['opportunities', 'accent'], ['won', 'good'], ['rejected', 'dim']] as const;
const lineName = (id: string) => (id === 'entered' ? texts.leads.created : id === 'opportunities' ? stageName('opportunity') : id === 'won' ? stageName('customer') : id === 'rejected' ? texts.action('reject') : stageName(id));

/** Days by sevens when there are many: a line that jumps every day says nothing. */
function weeks(items: Point[]): Point[] {
  if (items.length <= 45) return items;
  const summed: Point[] = [];
  for (let i = items.length % 7; i < items.length; i += 7) {
    const sum = { ...items[i]! };
    for (const point of items.slice(i + 1, i + 7)) for (const [id] of lines) sum[id] += point[id];
    summed.push(sum);
  }
  return summed;
}

/** What happened per day or week. */
export function Series({ series }: { series: { unit: string; items: Point[] } }) {
  const [off, setOff] = useState<ReadonlySet<string>>(new Set(['entered']));
  const shown = lines.filter(([id]) => !off.has(id));
  const data = useMemo((): uPlot.AlignedData => { const items = series.unit === 'day' ? weeks(series.items) : series.items; return [items.map((point) => Date.parse(point.from) / 1000), ...shown.map(([id]) => items.map((point) => point[id]))]; }, [series, off]);
  const options = (): Options => ({
    legend: { show: false }, cursor: { drag: { x: false, y: false } }, padding: [8, 24, 0, 0], axes: axes(), scales: { y: { range: (_, __, high) => [0, Math.max(4, high * 1.05)] } },
    series: [{}, ...shown.map(([, tone]) => ({ stroke: colour(tone), width: 1.5 }))],
  });
  return (
    <section class="card wide-card">
      <header class="card-head"><h2>{series.unit === 'day' && series.items.length <= 45 ? texts.funnel.seriesDays : texts.funnel.series}</h2>
        <div class="picks">{lines.map(([id, tone]) => <button key={id} type="button" class="pick" aria-pressed={!off.has(id)} onClick={() => { const next = new Set(off); if (!next.delete(id)) next.add(id); setOff(next); }}><i style={{ background: `var(--${tone})` }} />{lineName(id)}</button>)}</div></header>
      <Chart options={options} data={data} height={200} label={texts.funnel.series} />
    </section>
  );
}

export const Groups = ({ groups, by }: { groups: Group[]; by: string }) => (
  <section class="card flush wide-card">
    <header class="card-head"><h2>{texts.funnel.by} {texts.funnel.groups[by]?.toLowerCase()}</h2></header>
    <div class="scroll"><table class="table">
      <thead><tr><th>{texts.funnel.groups[by]}</th>{['entered', 'mql', 'sal', 'sql', 'opportunities', 'won'].map((id) => <th key={id} class="num">{lineName(id)}</th>)}<th class="num">MQL → SQL</th><th class="num">SQL → Opp</th><th class="num">{texts.funnel.won}</th><th class="num">≤ 5 min</th><th class="num" title={texts.funnel.velocityHint}>Velocity</th></tr></thead>
      <tbody>{groups.map((group) => (
        <tr key={group.key}><td><Bdi text={group.name === '(none)' ? texts.funnel.without((texts.funnel.groups[by] ?? by).toLowerCase()) : group.name || texts.common.unknown} /></td>{[group.entered, group.mql, group.sal, group.sql, group.opportunities, group.won].map((n, i) => <td key={i} class={n ? 'num' : 'num dim'}>{number(n, 0)}</td>)}
          <td class="num">{percent(group.mqlToSql)}</td><td class="num">{percent(group.sqlToOpportunity)}</td><td class="num">{percent(group.winRate)}</td><td class="num">{percent(group.response?.within5MinutesShare)}</td><td class="num">{valueOf(group.velocity, 'money-per-day')}</td></tr>
      ))}</tbody>
    </table></div>
  </section>
);

const tint = (share: number) => ({ background: `color-mix(in srgb, var(--accent) ${Math.round(Math.min(1, share) * 45)}%, transparent)` });

export const Cohorts = ({ cohorts }: { cohorts: Cohort[] }) => (
  <section class="card flush wide-card">
    <header class="card-head"><h2>{texts.funnel.cohorts}</h2><span class="dim small">{texts.funnel.cohortsHint}</span></header>
    <div class="scroll"><table class="table cohorts">
      <thead><tr><th>{texts.funnel.weekOf}</th>{['entered', 'mql', 'sal', 'sql', 'opportunities', 'won'].map((id) => <th key={id} class="num">{lineName(id)}</th>)}<th class="num">{texts.funnel.won}</th></tr></thead>
      <tbody>{[...cohorts].reverse().map((cohort) => (
        <tr key={cohort.from}><td class="nowrap">{date(cohort.from + 'T00:00')}</td><td class="num">{cohort.entered}</td>
          {[cohort.mql, cohort.sal, cohort.sql, cohort.opportunities, cohort.won].map((n, i) => <td key={i} class="num" style={tint(n / (cohort.entered || 1))} title={percent(n / (cohort.entered || 1))}>{n}</td>)}<td class="num">{percent(cohort.winRate)}</td></tr>
      ))}</tbody>
    </table></div>
  </section>
);

export const Rotation = ({ pools }: { pools: Metrics['rotation'] }) => (
  <Card title={texts.funnel.fairness} side={<span class="dim small">{texts.funnel.fairnessHint}</span>}>{pools.map((pool) => (
    <div key={pool.pool} class="pool"><h3>{pool.name} <span class="dim">{texts.funnel.fairnessOf(pool.assigned, number(pool.maxDifference))}</span></h3>
      <Bars label={pool.name} bars={pool.members.map((member) => ({ label: member.name || personName(member.personId), value: member.assigned, words: `${member.assigned} (${signed(member.difference)})`, tone: Math.abs(member.difference) <= 1 ? 'good' : 'warn' }))} /></div>
  ))}</Card>
);

export function LiftCard({ lift }: { lift: Lift[] }) {
  const [version, pick] = useState(lift.at(-1)!.version);
  const one = lift.find((known) => known.version === version) ?? lift.at(-1)!;
  return (
    <Card title={texts.funnel.lift} side={lift.length > 1 && <Tabs label={texts.playbook.versions} current={one.version} pick={pick} tabs={lift.slice(-3).map((known) => [known.version, known.version.slice(0, 12)])} />}>
      <p class="dim small">{texts.funnel.liftHint}</p>
      <Bars label={texts.funnel.lift} bars={[...one.deciles].sort((a, b) => b.decile - a.decile).map((decile) => ({ label: decile.fromScore === null ? `${decile.decile}` : decile.fromScore === decile.toScore ? number(decile.fromScore, 0) : `${number(decile.fromScore, 0)}–${number(decile.toScore ?? 0, 0)}`, value: decile.sqlLift ?? 0, words: decile.sqlLift === null ? '–' : `${number(decile.sqlLift)} ×`, title: `${percent(decile.sqlShare)} · ${decile.n}`, tone: (decile.sqlLift ?? 0) >= 1 ? 'good' : '' }))} />
    </Card>
  );
}

