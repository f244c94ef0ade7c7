import { around, rectangle } from '../marks.ts';
import { shadeOf } from '../palette.ts';
import { canvasSide } from '../scene.ts';
import { capitalHeight, textWidth, typeset } from '../typeset.ts';
import type { ChartData, Datum } from './chartScene.ts';
import type { ChartStyle } from './chartStyle.ts';
import type { MarkPlace, Marks } from './mark.ts';

/** Slices from the top, clockwise, and their names beside them in a legend. */
export function drawPie({ data }: ChartData, style: ChartStyle, { plot, reading }: MarkPlace): Marks {
  const radius = Math.min(30, (plot.bottom - plot.top) / 2);
  const centre = { x: plot.left + radius, y: (plot.top + plot.bottom) / 2 };
  const total = data.reduce((sum, { value }) => sum + value, 0);
  let before = 0;
  const drawn = data.map((datum, at) => {
    const colour = shadeOf(datum.colour ?? 'gray');
    const slice = drawSlice({ centre, radius }, [before / total, (before + datum.value) / total], colour);
    before += datum.value;
    const row = plot.top + ((at + 0.5) * (plot.bottom - plot.top)) / data.length;
    const entry = drawEntry(datum, colour, { row, left: centre.x + radius + 4, reading }, style);
    return { svg: slice.svg + entry.svg, box: around([slice.box, entry.box]) };
  });
  return { svg: drawn.map(({ svg }) => svg).join(''), boxes: drawn.map(({ box }) => box) };
}

interface Disc {
  readonly centre: { readonly x: number; readonly y: number };
  readonly radius: number;
}

function drawSlice({ centre, radius }: Disc, [from, to]: readonly [number, number], fill: string) {
  const point = (share: number) => ({
    x: centre.x + radius * Math.sin(2 * Math.PI * share),
    y: centre.y - radius * Math.cos(2 * Math.PI * share),
  });
  const [start, end] = [point(from), point(to)];
  const arc = `A${radius} ${radius} 0 ${to - from > 0.5 ? 1 : 0} 1 ${end.x.toFixed(2)} ${end.y.toFixed(2)}`;
  const path = `M${centre.x.toFixed(2)} ${centre.y.toFixed(2)}L${start.x.toFixed(2)} ${start.y.toFixed(2)}${arc}Z`;
  const rim = [0, 0.25, 0.5, 0.75, 1].map((share) => point(from + share * (to - from)));
  const box = around([centre, ...rim].map(({ x, y }) => ({ left: x, top: y, right: x, bottom: y })));
  return { svg: `<path d="${path}" fill="${fill}"/>`, box };
}

interface EntryPlace {
  readonly row: number;
  readonly left: number;
  readonly reading: MarkPlace['reading'];
}

/** A row of the legend: a square in the slice's colour and its name, and its value where values are written. */
function drawEntry({ label, value }: Datum, colour: string, { row, left, reading }: EntryPlace, style: ChartStyle) {
  const text = reading === 'none' ? label : `${label} ${value}`;
  const size = Math.min(10, (canvasSide - 4 - left - 8) / textWidth(style.face, text));
  const square = { left, top: row - 3, right: left + 6, bottom: row + 3 };
  const baseline = row + (capitalHeight(style.face) * size) / 2;
  const set = typeset(style.face, text, { size, x: left + 8, baseline, fill: style.ink });
  return { svg: rectangle(square, `fill="${colour}"`) + set.svg, box: around([square, set.ink]) };
}
