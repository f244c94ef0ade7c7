import { rectangle, line } from '../marks.ts';
import type { Box } from '../scene.ts';
import { capitalHeight, textWidth, typeset } from '../typeset.ts';
import type { ChartData } from './chartScene.ts';
import type { ChartStyle, Furniture } from './chartStyle.ts';
import { columnsOf, heightOf } from './chartMarks.ts';
import { scaleNumbers } from './furniture.ts';
import type { MarkPlace } from './mark.ts';

/** The frame, the grid and the scale around the marks. */
export function drawAxes(chart: ChartData, style: ChartStyle, place: MarkPlace): string {
  const { furniture } = style;
  return furniture ? drawFurnished(chart, style, furniture, place) : drawPlain(chart, style, place);
}

function drawPlain(chart: ChartData, style: ChartStyle, { plot, reading }: MarkPlace): string {
  const ticks = reading === 'scale' ? [0, 0.5, 1] : [];
  const heights = style.hasGrid || reading === 'scale' ? [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1] : [];
  const grid = heights.map((share) =>
    across(plot.bottom - share * (plot.bottom - plot.top), plot, `stroke="${style.grid}" stroke-width="0.5"`),
  );
  return [...grid, frame(style, plot, 0.8), ...ticks.map((share) => drawTick(share, chart, { style, plot }))].join('');
}

function frame({ ink, frame: kind }: ChartStyle, plot: Box, width: number): string {
  const corner = { x: plot.left, y: plot.bottom };
  const stroke = `stroke="${ink}" stroke-width="${width}"`;
  const frames = {
    box: () => rectangle(plot, `fill="none" ${stroke}`),
    axes: () =>
      line({ x: plot.left, y: plot.top }, corner, stroke) + line(corner, { ...corner, x: plot.right }, stroke),
    ground: () => line(corner, { ...corner, x: plot.right }, stroke),
  };
  return frames[kind]();
}

function across(y: number, plot: Box, stroke: string): string {
  return line({ x: plot.left, y }, { x: plot.right, y }, stroke);
}

function drawTick(share: number, { top }: ChartData, { style, plot }: { style: ChartStyle; plot: Box }): string {
  const y = plot.bottom - share * (plot.bottom - plot.top);
  const number = numberAt(String(share * top), { x: plot.left - 3, y }, 9, style);
  return line({ x: plot.left - 2, y }, { x: plot.left, y }, `stroke="${style.ink}" stroke-width="0.8"`) + number;
}

function numberAt(text: string, { x, y }: { x: number; y: number }, size: number, { face, ink }: ChartStyle): string {
  const baseline = y + (capitalHeight(face) * size) / 2;
  return typeset(face, text, { size, x, baseline, anchor: 'end', fill: ink }).svg;
}

function drawFurnished(chart: ChartData, style: ChartStyle, furniture: Furniture, place: MarkPlace): string {
  const { plot } = place;
  const reading = chart.kind === 'scatter' ? 'written' : place.reading;
  const numbers = scaleNumbers(chart.top, furniture.mostNumbers).map((value) => ({
    text: String(value),
    y: heightOf(value, chart.top, { plot, reading }),
  }));
  const dashes = furniture.grid === 'dashes' ? ' stroke-dasharray="2 1.5"' : '';
  const gridStroke = `stroke="${style.grid}" stroke-width="0.6"${dashes}`;
  const grid = furniture.grid === 'none' ? [] : numbers.map(({ y }) => across(y, plot, gridStroke));
  const set = hasNumbers(furniture, reading)
    ? numbers.map(({ text, y }) => numberAt(text, { x: plot.left - 3.5, y }, furniture.numberSize, style))
    : [];
  const ticks = drawTicks(
    numbers.map(({ y }) => y),
    columnsOf(chart, style, plot).centres,
    { style, furniture, plot },
  );
  return [...grid, frame(style, plot, furniture.lineWidth), ...set, ...ticks].join('');
}

interface TickPlace {
  readonly style: ChartStyle;
  readonly furniture: Furniture;
  readonly plot: Box;
}

/** Short lines at the axes; inside a frame on both of its sides, as gnuplot has them. */
function drawTicks(ys: readonly number[], xs: readonly number[], { style, furniture, plot }: TickPlace): string[] {
  if (furniture.ticks === 'none') return [];
  const stroke = `stroke="${style.ink}" stroke-width="${furniture.lineWidth}"`;
  const length = furniture.ticks === 'out' ? -2 : 2;
  const left = ys.map((y) => line({ x: plot.left, y }, { x: plot.left + length, y }, stroke));
  const under = xs.map((x) => line({ x, y: plot.bottom }, { x, y: plot.bottom - length }, stroke));
  if (furniture.ticks === 'out' || style.frame !== 'box') return style.frame === 'ground' ? under : [...left, ...under];
  const right = ys.map((y) => line({ x: plot.right, y }, { x: plot.right - length, y }, stroke));
  return [...left, ...under, ...right];
}

/** Whether numbers stand at the axis: where values are read off it they always do. */
function hasNumbers({ isNumbered }: Furniture, reading: MarkPlace['reading']): boolean {
  return isNumbered || reading === 'scale';
}

/** The room that numbers and their ticks need left of the plot. */
export function numbersRoom(
  { top }: ChartData,
  { furniture, face }: ChartStyle,
  reading: MarkPlace['reading'],
): number {
  if (!furniture || !hasNumbers(furniture, reading)) return 0;
  const widths = scaleNumbers(top, furniture.mostNumbers).map((value) => textWidth(face, String(value)));
  return 4 + furniture.numberSize * Math.max(...widths);
}
