import { around, dot, polyline, rectangle, type Point } from '../marks.ts';
import { shadeOf } from '../palette.ts';
import type { Box } from '../scene.ts';
import { capitalHeight, textWidth, typeset } from '../typeset.ts';
import type { ChartData, ChartKind } from './chartScene.ts';
import type { ChartStyle } from './chartStyle.ts';
import type { MarkPlace, Marks } from './mark.ts';
import { outlineOf } from './outlineOf.ts';
import { drawPie } from './pieMarks.ts';

/** How each kind of chart draws its numbers. */
export const drawMarks = { bar: drawBars, line: drawLine, pie: drawPie, scatter: drawPoints } as const satisfies Record<
  ChartKind,
  (chart: ChartData, style: ChartStyle, place: MarkPlace) => Marks
>;

// Written values need room above the highest mark.
const headroom = { none: 1, scale: 1, written: 0.84 } as const;

function drawBars({ data, top }: ChartData, style: ChartStyle, { plot, reading }: MarkPlace): Marks {
  const { step, centres } = columnsOf({ data }, style, plot);
  const half = ((style.furniture?.barWidth ?? 0.64) / 2) * step;
  const drawn = data.map((datum, at) => {
    // There is a column for each datum.
    const x = centres[at]!;
    const y = heightOf(datum.value, top, { plot, reading });
    const bar = { left: x - half, top: y, right: x + half, bottom: plot.bottom };
    const fill = datum.colour ? shadeOf(datum.colour) : style.accent;
    const label = labelUnder(datum.label, x, step, { plot, style });
    const value = reading === 'written' ? written(datum.value, { x, y }, 2.5, { step, style }) : undefined;
    return {
      svg: rectangle(bar, `fill="${fill}"${outlineOf(style)}`) + label.svg + (value?.svg ?? ''),
      box: around([bar, label.ink]),
    };
  });
  return joined(drawn);
}

function drawLine({ data, top }: ChartData, style: ChartStyle, { plot, reading }: MarkPlace): Marks {
  const { step, centres } = columnsOf({ data }, style, plot);
  const points = data.map(({ value }, at) => ({
    // There is a column for each datum.
    x: centres[at]!,
    y: heightOf(value, top, { plot, reading }),
  }));
  const drawn = data.map(({ label, value }, at) => {
    // There is a point for each datum.
    const point = points[at]!;
    const under = labelUnder(label, point.x, step, { plot, style });
    const number = reading === 'written' ? written(value, point, 5, { step, style }) : undefined;
    return { svg: dot(point, 2, style.accent) + under.svg + (number?.svg ?? ''), box: aroundPoint(point, 4) };
  });
  const stroke = `stroke="${style.accent}" stroke-width="1.8" stroke-linejoin="round"`;
  const { svg, boxes } = joined(drawn);
  return { svg: polyline(points, stroke) + svg, boxes };
}

function drawPoints({ data, top }: ChartData, style: ChartStyle, { plot }: MarkPlace): Marks {
  const { centres } = columnsOf({ data }, style, plot);
  const drawn = data.map(({ value }, at) => {
    // Scattered, but the same for the same value and place: a fixed pattern of small shifts.
    const [sideways, upwards] = [((at * 7) % 5) - 2, ((at * 5 + value) % 7) - 3];
    const y = heightOf(value, top, { plot, reading: 'written' });
    // There is a column for each datum.
    const point = { x: centres[at]! + sideways * 0.5, y: y + upwards * 1.2 };
    return { svg: dot(point, 2.4, style.accent), box: aroundPoint(point, 3) };
  });
  return joined(drawn);
}

/** The middle of each mark's column, and the way from one to the next. */
export function columnsOf({ data }: Pick<ChartData, 'data'>, { furniture }: ChartStyle, { left, right }: Box) {
  const side = furniture?.sideRoom ?? 0;
  const step = (right - left) / (data.length + side);
  return { step, centres: data.map((_, at) => left + (at + 0.5 + side / 2) * step) };
}

/** How far down a value lies. */
export function heightOf(value: number, top: number, { plot, reading }: MarkPlace): number {
  return plot.bottom - (value / top) * headroom[reading] * (plot.bottom - plot.top);
}

function labelUnder(label: string, x: number, step: number, { plot, style }: { plot: Box; style: ChartStyle }) {
  const size = Math.min(style.furniture?.labelSize ?? 11, (0.86 * step) / textWidth(style.face, label));
  const baseline = plot.bottom + 3.5 + capitalHeight(style.face) * size;
  return typeset(style.face, label, { size, x, baseline, anchor: 'middle', fill: style.ink });
}

function written(value: number, { x, y }: Point, gap: number, { step, style }: { step: number; style: ChartStyle }) {
  const size = Math.min(10, step / textWidth(style.face, '000'));
  return typeset(style.face, String(value), { size, x, baseline: y - gap, anchor: 'middle', fill: style.ink });
}

function aroundPoint({ x, y }: Point, reach: number): Box {
  return { left: x - reach, top: y - reach, right: x + reach, bottom: y + reach };
}

function joined(drawn: readonly { svg: string; box: Box }[]): Marks {
  return { svg: drawn.map(({ svg }) => svg).join(''), boxes: drawn.map(({ box }) => box) };
}
