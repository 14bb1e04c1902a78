import { query } from '../api';
import { useLoad } from '../load';
import { length, percent, valueOf, type Figure, type Metrics, type Response } from '../metrics';
import { params, setParams } from '../router';
import { texts } from '../texts';
import { ago } from '../time';
import { Bars } from '../ui/bars';
import { Bdi, Card, Empty, Failed, number, Skeleton } from '../ui/kit';
import { Cohorts, Groups, LiftCard, Rotation, Series } from './FunnelTables';

const day = (back: number) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);

/** Where leads come from, how far they get, and where they leak, beside what the playbook aims at. */
export function FunnelPage() {
  const asked = { from: params.value.get('from') ?? day(89), to: params.value.get('to') ?? day(0), by: params.value.get('by') ?? 'source' };
  const loaded = useLoad<Metrics>('metrics' + query(asked), 60_000);
  const metrics = loaded.data.value;
  return (
    <>
      <header class="page-head">
        <h1>{texts.funnel.title}</h1>
        <p class="summary">{metrics && texts.common.updated(ago(metrics.asOf))}</p>
        <div class="filters tight">
          <label class="inline">{texts.funnel.from}<input type="date" value={asked.from} max={asked.to} onChange={(event) => event.currentTarget.value && setParams({ from: event.currentTarget.value })} /></label>
          <label class="inline">{texts.funnel.to}<input type="date" value={asked.to} min={asked.from} onChange={(event) => event.currentTarget.value && setParams({ to: event.currentTarget.value })} /></label>
          {metrics?.scope !== 'own' && <label class="inline">{texts.funnel.by}<select value={asked.by} onChange={(event) => setParams({ by: event.currentTarget.value })}>
            {Object.entries(texts.funnel.groups).filter(([id]) => id).map(([id, words]) => <option key={id} value={id}>{words}</option>)}</select></label>}
          <a class="button" href="api/report?format=html" target="_blank" rel="noopener">{texts.funnel.report}</a>
        </div>
      </header>
      {!metrics ? (loaded.error.value ? <Failed error={loaded.error.value} again={() => void loaded.again()} /> : <Skeleton rows={7} tall />) : <Body metrics={metrics} by={metrics.by || asked.by} />}
    </>
  );
}

function Body({ metrics, by }: { metrics: Metrics; by: string }) {
  const { funnel, response, mqlToSal } = metrics;
  // What a role may not see is not there.
  const [groups, stages, rotation, lift, sla] = [metrics.groups ?? [], metrics.timeInStage ?? [], (metrics.rotation ?? []).filter((pool) => pool.assigned > 0), metrics.lift ?? [], metrics.sla ?? []];
  const cohorts = (metrics.cohorts?.items ?? []).filter((cohort) => cohort.entered > 0);
  const nothing = metrics.headline.every((figure) => figure.value === null) && !groups.length && !funnel?.stages.some((stage) => stage.now || stage.reached);
  if (nothing) return <Empty title={texts.funnel.empty} hint={texts.funnel.emptyHint} />;
  const most = Math.max(1, ...(funnel?.stages.map((stage) => stage.reached) ?? []));
  return (
    <div class="grid">
      <ul class="figures" aria-label={texts.funnel.figures}>{metrics.headline.map((figure) => <FigureView key={figure.id} figure={figure} />)}</ul>
      {funnel && funnel.stages.length > 0 && <Card title={texts.funnel.stages}>
        <ul class="funnel">{funnel.stages.map((stage) => (
          <li key={stage.id}><span>{stage.name}</span><span class="bar-track"><i style={{ width: `${Math.max(stage.reached ? 1 : 0, (stage.reached / most) * 100)}%` }} /></span>
            <b class="num">{number(stage.reached, 0)}</b><small class="dim num">{percent(stage.fromPrevious)}</small><small class="dim num">{number(stage.now, 0)} {texts.funnel.current}</small></li>
        ))}</ul>
        <p class="dim small ended">{funnel.ended.map((stage) => `${stage.name} ${number(stage.now, 0)}`).join(' · ')}</p>
      </Card>}
      {funnel && funnel.bands.length > 0 && <Card title={texts.funnel.bands}><Bars label={texts.funnel.bands} bars={funnel.bands.map((band) => ({ label: band.name, value: band.now, words: number(band.now, 0) }))} /></Card>}
      {metrics.series && metrics.series.items.length > 1 && <Series series={metrics.series} />}
      {response && <ResponseCard response={response} />}
      {metrics.scope !== 'own' && <Card title={texts.funnel.sla}>
        <Bars label={texts.funnel.sla} most={1} empty={<p class="dim">{texts.funnel.noData}</p>}
          bars={sla.map((one) => ({ label: one.name, value: one.attainment ?? 0, words: one.attainment === null ? '–' : `${percent(one.attainment)}, ${texts.funnel.attained(one.met, one.met + one.breached)}`, tone: one.attainment === null ? '' : one.attainment >= 0.9 ? 'good' : one.attainment >= 0.7 ? 'warn' : 'bad' }))} />
      </Card>}
      {mqlToSal && metrics.scope !== 'own' && <Card title={texts.funnel.reasons} side={<span class="dim small">{texts.funnel.rejectedOf(mqlToSal.mql, mqlToSal.sal, valueOf(mqlToSal.ratio, 'ratio'))}</span>}>
        <Bars label={texts.funnel.reasons} empty={<p class="dim">{texts.funnel.noData}</p>} bars={mqlToSal.reasons.map((reason) => ({ label: reason.name, value: reason.n, words: number(reason.n, 0), tone: 'warn' }))} />
      </Card>}
      {stages.length > 0 && <Card title={texts.lead.stageTime} side={<span class="dim small">{texts.funnel.stageMedian}</span>}>
        <Bars label={texts.lead.stageTime} bars={stages.map((stage) => ({ label: stage.name, value: stage.p50Seconds ?? 0, words: length(stage.p50Seconds), title: texts.funnel.half(length(stage.p50Seconds), length(stage.p90Seconds)) }))} />
      </Card>}
      {groups.length > 0 && <Groups groups={groups} by={by} />}
      {cohorts.length > 0 && <Cohorts cohorts={cohorts} />}
      {rotation.length > 0 && <Rotation pools={rotation} />}
      {lift.length > 0 && <LiftCard lift={lift} />}
    </div>
  );
}

function FigureView({ figure }: { figure: Figure }) {
  const tone = figure.standing === 'within' ? 'good' : figure.standing === 'none' || figure.value === null ? '' : 'warn';
  return (
    <li class={'figure-box ' + tone} title={`${figure.formula}: ${Object.entries(figure.of).map(([name, value]) => `${name} ${value === null ? '–' : number(value, 4)}`).join(', ')}`}>
      <span class="dim">{figure.name}</span><b>{valueOf(figure.value, figure.unit)}</b>
      <small>{figure.target ? <>{texts.funnel.benchmark} <Bdi text={figure.target.text} /></> : <span class="dim">{texts.funnel.noTarget}</span>}</small>
      {tone && <span class="hidden">{figure.standing === 'within' ? texts.funnel.met : figure.standing === 'below' ? texts.funnel.below : texts.funnel.above}</span>}
    </li>
  );
}

/** How long people waited; what lies left of the line was answered within five minutes. */
function ResponseCard({ response }: { response: Response }) {
  const last = response.distribution.at(-2)?.upToSeconds ?? 0;
  return (
    <Card title={texts.funnel.response} side={<span class="dim small">{texts.funnel.half(length(response.p50Seconds), length(response.p90Seconds))}</span>}>
      <p><b class="big">{percent(response.within5MinutesShare)}</b> <span class="dim">≤ 5 min</span></p>
      <Bars label={texts.funnel.response} bars={response.distribution.map((bin) => ({ label: bin.upToSeconds === null ? `> ${length(last)}` : `≤ ${length(bin.upToSeconds)}`, value: bin.n, words: number(bin.n, 0), tone: bin.upToSeconds !== null && bin.upToSeconds <= 300 ? 'good' : '' }))} />
    </Card>
  );
}
