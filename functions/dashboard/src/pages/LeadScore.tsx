import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type uPlot from 'uplot';
import { get } from '../api';
import { bandName, playbook, stageName } from '../state';
import { texts } from '../texts';
import { ago, dateTime, full, now } from '../time';
import type { Activity, CurvePoint, Lead, ScoreCard } from '../types';
import { axes, Chart, colour, type Options } from '../ui/chart';
import { BandChip, Bdi, Card, number, signed } from '../ui/kit';

const steps = 500;

/** The number over time, and what it is made of at any instant between the first day and two months from now. */
export function LeadScore({ lead, points, activities }: { lead: Lead; points: CurvePoint[]; activities: Activity[] }) {
  const card = useSignal<ScoreCard | null>(null);
  const place = useSignal<number | null>(null);
  const [from, to] = [Date.parse(points[0]?.at ?? lead.createdAt), Date.parse(points.at(-1)?.at ?? lead.updatedAt)];
  const chosen = place.value === null ? null : Math.round(from + ((to - from) * place.value) / steps);
  useEffect(() => {
    if (chosen === null) { card.value = null; return; }
    const stop = new AbortController();
    // A slider moves faster than answers come: only the last place is asked for.
    const wait = setTimeout(() => get<ScoreCard>(`leads/${lead.id}/score?at=${new Date(chosen).toISOString()}`, stop.signal).then((found) => { card.value = found; }, () => {}), 90);
    return () => { clearTimeout(wait); stop.abort(); };
  }, [chosen, lead.version]);
  const shown = (chosen !== null && card.value) || { ...lead.score, band: lead.band, lines: lead.lines };
  const here = ((now.value - from) / (to - from || 1)) * steps;
  return (
    <Card title={texts.lead.score} side={<span class="dim">{chosen === null ? texts.lead.now : `${dateTime(chosen)}, ${ago(chosen)}`}</span>}>
      <div class="score-head">
        <span class="score-total">{number(shown.total)}</span><BandChip band={shown.band} />
        <span class="dim">{texts.lead.fit} <b>{number(shown.fit)}</b> · {texts.lead.engagement} <b>{number(shown.engagement)}</b> · {texts.lead.grade} <b>{shown.grade}</b></span>
      </div>
      {points.length > 0 && <ScoreChart points={points} marks={marksOf(activities)} chosen={chosen} />}
      <div class="slider">
        <input type="range" min={0} max={steps} step={1} value={place.value ?? here} aria-label={texts.lead.slider} title={texts.lead.chartHint} aria-valuetext={chosen === null ? texts.lead.now : full(chosen)}
          onInput={(event) => { place.value = event.currentTarget.valueAsNumber; }} />
        <button type="button" class="button quiet" disabled={chosen === null} onClick={() => { place.value = null; }}>{texts.lead.now}</button>
      </div>
      <p class="dim small note-line">{chosen !== null && chosen > now.value && texts.lead.futureNote}</p>
      <Lines card={shown} />
    </Card>
  );
}

function Lines({ card }: { card: Pick<ScoreCard, 'total' | 'lines'> }) {
  if (!card.lines.length) return <p class="dim">{texts.lead.noLines}</p>;
  return (
    <table class="lines">
      <caption class="hidden">{texts.lead.lines}</caption>
      <thead class="hidden"><tr><th>{texts.lead.points}</th><th>{texts.lead.line}</th></tr></thead>
      <tbody>{card.lines.map((line, i) => (
        <tr key={line.rule + i} class={line.points < 0 ? 'minus' : line.points === 0 ? 'zero' : ''}>
          <td class="num" title={line.raw !== line.points ? `${texts.lead.rawPoints}: ${signed(line.raw)}` : undefined}>{signed(line.points)}</td>
          <td><Bdi text={line.why} /> <small class="dim">{line.label !== line.why.split(',')[0] && <Bdi text={line.label} />}</small></td>
        </tr>
      ))}</tbody>
      <tfoot><tr><td class="num"><b>{number(card.total)}</b></td><td>{texts.lead.sum}</td></tr></tfoot>
    </table>
  );
}

interface Mark { at: number; words: string }

const marksOf = (activities: Activity[]): Mark[] => activities.flatMap((one) =>
  one.kind === 'band-crossed' ? [{ at: Date.parse(one.at) / 1000, words: `${one.up ? '↑' : '↓'} ${bandName(String(one.to))}` }]
    : one.kind === 'stage-changed' ? [{ at: Date.parse(one.at) / 1000, words: `${stageName(String(one.from))} → ${stageName(String(one.to))}` }] : []);

function ScoreChart({ points, marks, chosen }: { points: CurvePoint[]; marks: Mark[]; chosen: number | null }) {
  const data = useMemo((): uPlot.AlignedData => [points.map((point) => Date.parse(point.at) / 1000), points.map((point) => point.total), points.map((point) => point.engagement), points.map((point) => point.fit)], [points]);
  const plot = useRef<uPlot | null>(null);
  const place = useRef(chosen);
  place.current = chosen;
  useEffect(() => plot.current?.redraw(false), [chosen, marks.length]);
  const options = (): Options => ({
    legend: { show: false }, cursor: { drag: { x: false, y: false } }, padding: [10, 20, 0, 0],
    scales: { y: { range: (_, low, high) => [Math.min(0, low), Math.max(100, high)] } },
    axes: axes(),
    series: [{}, { stroke: colour('accent'), width: 2, fill: colour('accent-wash') }, { stroke: colour('heat-3'), width: 1, dash: [4, 3] }, { stroke: colour('dim'), width: 1, dash: [2, 3] }],
    hooks: { draw: [(self) => draw(self, marks, place.current)] },
  });
  return (
    <figure class="figure">
      <Chart options={options} data={data} height={210} label={texts.lead.chart} made={(made) => { plot.current = made; }} />
      <figcaption class="legend"><i class="key accent" />{texts.lead.total}<i class="key heat" />{texts.lead.engagement}<i class="key dimmed" />{texts.lead.fit}</figcaption>
    </figure>
  );
}

/** Band bounds across, crossings and stages down, the present and the chosen instant. */
function draw(self: uPlot, marks: Mark[], chosen: number | null) {
  const { ctx, bbox } = self, ratio = devicePixelRatio;
  const vertical = (at: number, style: string, dash: number[]) => {
    const x = self.valToPos(at, 'x', true);
    if (x < bbox.left || x > bbox.left + bbox.width) return null;
    ctx.strokeStyle = style;
    ctx.setLineDash(dash);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    return x;
  };
  ctx.save();
  ctx.lineWidth = ratio;
  ctx.font = `${10 * ratio}px system-ui`;
  ctx.fillStyle = colour('dim');
  ctx.textAlign = 'right';
  for (const band of playbook.value?.bands.slice(1) ?? []) {
    const y = self.valToPos(band.from, 'y', true);
    ctx.strokeStyle = colour('line-strong');
    ctx.setLineDash([2 * ratio, 4 * ratio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    // On ground of its own: the score's line may lie right there.
    const width = ctx.measureText(band.name).width, right = bbox.left + bbox.width - 4 * ratio;
    ctx.fillStyle = colour('card');
    ctx.fillRect(right - width - 2 * ratio, y - 12 * ratio, width + 4 * ratio, 11 * ratio);
    ctx.fillStyle = colour('dim');
    ctx.fillText(band.name, right, y - 3 * ratio);
  }
  ctx.textAlign = 'left';
  let free = 0;
  for (const mark of [...marks].sort((a, b) => a.at - b.at)) {
    const x = vertical(mark.at, colour('line-strong'), []);
    // Labels that would lie on each other go without.
    if (x === null || x < free) continue;
    free = x + ctx.measureText(mark.words).width + 10 * ratio;
    ctx.fillText(mark.words, x + 3 * ratio, bbox.top + 9 * ratio);
  }
  vertical(now.peek() / 1000, colour('dim'), [4 * ratio, 3 * ratio]);
  if (chosen !== null) vertical(chosen / 1000, colour('accent'), []);
  ctx.restore();
}
