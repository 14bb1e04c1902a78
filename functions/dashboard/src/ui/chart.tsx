import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { paint } from '../state';
import { clock, day } from '../time';

/** A colour of the style sheet: charts are drawn on a canvas, which knows no variables. */
export const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();

export type Options = Omit<uPlot.Options, 'width' | 'height'>;

/** uPlot in a box that keeps its height from the first moment, follows its width, and is painted anew when the colours change. */
export function Chart({ options, data, height = 220, label, made }: { options: () => Options; data: uPlot.AlignedData; height?: number; label: string; made?: (plot: uPlot) => void }) {
  const box = useRef<HTMLDivElement>(null);
  const colours = paint.value;
  useEffect(() => {
    const host = box.current!;
    const plot = new uPlot({ ...options(), width: Math.max(80, host.clientWidth), height }, data, host);
    made?.(plot);
    const follow = new ResizeObserver(() => plot.setSize({ width: Math.max(80, host.clientWidth), height }));
    follow.observe(host);
    return () => { follow.disconnect(); plot.destroy(); };
  }, [data, colours, height]);
  return <div class="chart" ref={box} role="img" aria-label={label} style={{ height: `${height}px` }} />;
}

// Days as days and hours as hours, as everywhere else on the page.
const instants = (_: uPlot, at: number[], __: number, ___: number, step: number) => at.map((one) => (step >= 86_400 ? day(one * 1000) : clock(one * 1000, step < 60)));

export const axes = (): uPlot.Axis[] => [{ ...axis(), values: instants, space: 64 }, { ...axis(), size: 44 }];

export const axis = (): uPlot.Axis => ({ stroke: colour('dim'), font: '11px system-ui', grid: { stroke: colour('line'), width: 1 }, ticks: { stroke: colour('line'), width: 1 } });
