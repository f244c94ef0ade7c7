import { canvasSide, type Box } from '../scene.ts';
import { textWidth, typeset } from '../typeset.ts';
import { drawMarks } from './chartMarks.ts';
import type { ChartData, ChartPlaces } from './chartScene.ts';
import type { ChartStyle } from './chartStyle.ts';
import { drawAxes, numbersRoom } from './drawAxes.ts';

/** How values are to be read off a chart. */
export type Reading = 'none' | 'written' | 'scale';

/** Draws a chart, and says where its parts are. */
export function drawChart(chart: ChartData, style: ChartStyle, reading: Reading): { svg: string; places: ChartPlaces } {
  const plot = plotArea(chart, style, reading);
  const title = chart.title === undefined ? undefined : drawTitle(chart.title, style);
  const axes = chart.kind === 'pie' ? '' : drawAxes(chart, style, { plot, reading });
  const marks = drawMarks[chart.kind](chart, style, { plot, reading });
  const places = { plot, data: marks.boxes, ...(title && { title: title.ink }) };
  return { svg: `${axes}${marks.svg}${title?.svg ?? ''}`, places };
}

/** What is left for the marks once titles, labels and scales have their room. */
function plotArea(chart: ChartData, style: ChartStyle, reading: Reading): Box {
  const { kind, title } = chart;
  const hasScale = reading === 'scale' && kind !== 'pie';
  const { margin } = (kind !== 'pie' && style.furniture) || { margin: { top: 0, right: 0 } };
  return {
    left: style.furniture && kind !== 'pie' ? 5 + numbersRoom(chart, style, reading) : hasScale ? 21 : 8,
    top: (title === undefined ? 7 : 21) + margin.top,
    right: canvasSide - 6 - margin.right,
    bottom: canvasSide - (kind === 'pie' ? 5 : 16),
  };
}

function drawTitle(title: string, { face, ink }: ChartStyle) {
  const size = Math.min(13, (canvasSide - 10) / textWidth(face, title));
  return typeset(face, title, { size, x: canvasSide / 2, baseline: 14, anchor: 'middle', fill: ink });
}
