import { useEffect, useMemo, useRef } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import type uPlot from 'uplot';
import { settled, useLoad } from '../load';
import { texts } from '../texts';
import { ago, now } from '../time';
import type { QueueFigures } from '../types';
import { axes, Chart, colour, type Options } from '../ui/chart';
import { Card, Failed, number, Skeleton } from '../ui/kit';
import { length } from '../metrics';

interface StepFigures { step: string; handled: number; skipped: number; retried: number; dead: number; perMinute: number | null; p50Ms: number | null; p99Ms: number | null; waiting: number; scheduled: number; inFlight: number; deadLetters: number; oldestAgeSeconds: number }

const ms = (value: number | null | undefined) => (value === null || value === undefined ? '–' : `${number(value)} ms`);

/** Queues every five seconds; what each step has done since the start where the host counts it. */
export function Steps() {
  const queues = useLoad<{ queues: QueueFigures[]; quarantined: Record<string, number> }>('queues', 5_000);
  const steps = useLoad<{ since: string; items: StepFigures[] }>('steps', 10_000);
  const seen = useSignal<{ at: number; waiting: number }[]>([]);
  useEffect(() => queues.data.subscribe((page) => {
    if (page) seen.value = [...seen.peek().slice(-119), { at: now.peek() / 1000, waiting: page.queues.reduce((sum, step) => sum + step.waiting + step.inFlight, 0) }];
  }), []);
  if (!queues.data.value || !settled(steps)) return queues.error.value && !queues.data.value ? <Failed error={queues.error.value} again={() => void queues.again()} /> : <Skeleton rows={8} />;
  const known = new Map(steps.data.value?.items.map((step) => [step.step, step]));
  const waiting = new Map(queues.data.value.queues.map((step) => [step.step, step]));
  const names = [...new Set([...(steps.data.value?.items.map((step) => step.step) ?? []), ...waiting.keys()])];
  return (
    <div class="stack">
      <Card title={texts.operations.depth} side={steps.data.value && <span class="dim small">{texts.operations.sinceStart(ago(steps.data.value.since))}</span>}><Depth seen={seen.value} /></Card>
      <div class="scroll"><table class="table">
        <thead><tr><th>{texts.operations.step}</th>{[texts.operations.waiting, texts.operations.scheduled, texts.operations.inFlight, texts.operations.deadCount, texts.operations.oldest, texts.operations.handled, texts.operations.retried, texts.operations.perMinute, texts.operations.p50, texts.operations.p99].map((words) => <th key={words} class="num" title={words === texts.operations.p50 ? texts.operations.half : words === texts.operations.p99 ? texts.operations.most : undefined}>{words}</th>)}</tr></thead>
        <tbody>{names.map((name) => {
          const [queue, step] = [waiting.get(name), known.get(name)];
          return (
            <tr key={name}><td>{name}</td><td class="num">{queue?.waiting ?? 0}</td><td class="num">{queue?.scheduled ?? 0}</td><td class="num">{queue?.inFlight ?? 0}</td><td class={queue?.dead ? 'num late' : 'num dim'}>{queue?.dead ? <a href="#/operations?tab=dead">{queue.dead}</a> : 0}</td>
              <td class="num">{queue?.oldestSeconds ? length(queue.oldestSeconds) : '–'}</td><td class="num">{step ? number(step.handled, 0) : '–'}</td><td class={step?.retried ? 'num warn' : 'num dim'}>{step?.retried ?? '–'}</td><td class="num">{step?.perMinute ?? '–'}</td><td class="num">{ms(step?.p50Ms)}</td><td class="num">{ms(step?.p99Ms)}</td></tr>
          );
        })}</tbody>
      </table></div>
      {names.length === 0 && <p class="dim">{texts.operations.quiet}</p>}
    </div>
  );
}

function Depth({ seen }: { seen: { at: number; waiting: number }[] }) {
  const data = useMemo((): uPlot.AlignedData => [seen.map((one) => one.at), seen.map((one) => one.waiting)], []);
  const plot = useRef<uPlot | null>(null);
  useEffect(() => plot.current?.setData([seen.map((one) => one.at), seen.map((one) => one.waiting)]), [seen]);
  const options = (): Options => ({
    legend: { show: false }, cursor: { show: false }, padding: [8, 8, 0, 0], axes: axes(), series: [{}, { stroke: colour('accent'), fill: colour('accent-wash'), width: 1.5 }],
    scales: { x: { range: (self) => { const at = now.peek() / 1000; return [Math.min(self.data[0]?.[0] ?? at, at - 120), at]; } }, y: { range: (_, __, high) => [0, Math.max(5, (high ?? 0) * 1.1)] } },
  });
  return <Chart options={options} data={data} height={130} label={texts.operations.depth} made={(made) => { plot.current = made; }} />;
}
