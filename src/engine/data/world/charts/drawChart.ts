import { rectangle, line } from '../marks.ts';
import { canvasSide, type Box } from '../scene.ts';
import { capitalHeight, textWidth, typeset } from '../typeset.ts';
import { drawMarks } from './chartMarks.ts';
import type { ChartData, ChartPlaces } from './chartScene.ts';
import type { ChartStyle } from './chartStyle.ts';

/** How values are to be read off a chart. */
export type Reading = 'none' | 'written' | 'scale';

/** Draws a chart, and says where its parts are. */
export function drawChart(chart: ChartData, style: ChartStyle, reading: Reading): { svg: string; places: ChartPlaces } {
  const plot = plotArea(chart, reading);
  const title = chart.title === undefined ? undefined : drawTitle(chart.title, style);
  const axes = chart.kind === 'pie' ? '' : drawAxes(chart, style, { plot, reading });
  const marks = drawMarks[chart.kind](chart, style, { plot, reading });
  const places = { plot, data: marks.boxes, ...(title && { title: title.ink }) };
  return { svg: `${axes}${marks.svg}${title?.svg ?? ''}`, places };
}

/** What is left for the marks once titles, labels and scales have their room. */
function plotArea({ kind, title }: ChartData, reading: Reading): Box {
  const hasScale = reading === 'scale' && kind !== 'pie';
  return {
    left: hasScale ? 21 : 8,
    top: title === undefined ? 7 : 21,
    right: canvasSide - 6,
    bottom: canvasSide - (kind === 'pie' ? 5 : 16),
  };
}

function drawTitle(title: string, { face, ink }: ChartStyle) {
  const size = Math.min(13, (canvasSide - 10) / textWidth(face, title));
  return typeset(face, title, { size, x: canvasSide / 2, baseline: 14, anchor: 'middle', fill: ink });
}

function drawAxes(chart: ChartData, style: ChartStyle, { plot, reading }: { plot: Box; reading: Reading }): string {
  const corner = { x: plot.left, y: plot.bottom };
  const stroke = `stroke="${style.ink}" stroke-width="0.8"`;
  const frames = {
    box: () => rectangle(plot, `fill="none" ${stroke}`),
    axes: () =>
      line({ x: plot.left, y: plot.top }, corner, stroke) + line(corner, { ...corner, x: plot.right }, stroke),
    ground: () => line(corner, { ...corner, x: plot.right }, stroke),
  };
  const ticks = reading === 'scale' ? [0, 0.5, 1] : [];
  const heights = style.hasGrid || reading === 'scale' ? [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1] : [];
  const grid = heights.map((share) => gridLine(share, plot, `stroke="${style.grid}" stroke-width="0.5"`));
  return [...grid, frames[style.frame](), ...ticks.map((share) => drawTick(share, chart, { style, plot }))].join('');
}

function gridLine(share: number, plot: Box, stroke: string): string {
  const y = plot.bottom - share * (plot.bottom - plot.top);
  return line({ x: plot.left, y }, { x: plot.right, y }, stroke);
}

function drawTick(share: number, { top }: ChartData, { style, plot }: { style: ChartStyle; plot: Box }): string {
  const y = plot.bottom - share * (plot.bottom - plot.top);
  const size = 9;
  const baseline = y + (capitalHeight(style.face) * size) / 2;
  const label = typeset(style.face, String(share * top), {
    size,
    x: plot.left - 3,
    baseline,
    anchor: 'end',
    fill: style.ink,
  });
  return line({ x: plot.left - 2, y }, { x: plot.left, y }, `stroke="${style.ink}" stroke-width="0.8"`) + label.svg;
}
