import { around, rectangle } from '../marks.ts';
import { shadeOf } from '../palette.ts';
import { canvasSide, type Box } from '../scene.ts';
import { capitalHeight, textWidth, typeset } from '../typeset.ts';
import { outlineOf } from './outlineOf.ts';
import type { ChartData, Datum } from './chartScene.ts';
import type { ChartStyle } from './chartStyle.ts';
import type { MarkPlace, Marks } from './mark.ts';

/** Slices from the top, clockwise, and their names in a legend, or at the slices where the style wants it and none meets another. */
export function drawPie(chart: ChartData, style: ChartStyle, place: MarkPlace): Marks {
  const named = style.furniture?.hasNamesAtSlices ? drawNamedSlices(chart, style, place) : undefined;
  return named ?? drawWithLegend(chart, style, place);
}

function drawWithLegend({ data }: ChartData, style: ChartStyle, { plot, reading }: MarkPlace): Marks {
  const radius = Math.min(30, (plot.bottom - plot.top) / 2);
  const centre = { x: plot.left + radius, y: (plot.top + plot.bottom) / 2 };
  const total = data.reduce((sum, { value }) => sum + value, 0);
  let before = 0;
  const drawn = data.map((datum, at) => {
    const colour = shadeOf(datum.colour ?? 'gray');
    const paint = `fill="${colour}"${outlineOf(style)}`;
    const slice = drawSlice({ centre, radius }, [before / total, (before + datum.value) / total], paint);
    before += datum.value;
    const row = plot.top + ((at + 0.5) * (plot.bottom - plot.top)) / data.length;
    const entry = drawEntry(datum, colour, { row, left: centre.x + radius + 4, reading }, style);
    return { svg: slice.svg + entry.svg, box: around([slice.box, entry.box]) };
  });
  return { svg: drawn.map(({ svg }) => svg).join(''), boxes: drawn.map(({ box }) => box) };
}

/** Undefined where two names would lie over each other, or one over the edge. */
function drawNamedSlices({ data }: ChartData, style: ChartStyle, { plot, reading }: MarkPlace): Marks | undefined {
  const radius = Math.min(27, (plot.bottom - plot.top) / 2 - 12);
  const centre = { x: canvasSide / 2, y: (plot.top + plot.bottom) / 2 };
  const total = data.reduce((sum, { value }) => sum + value, 0);
  const texts: Box[] = [];
  let before = 0;
  const drawn = data.map((datum) => {
    const share = [before / total, (before + datum.value) / total] as const;
    before += datum.value;
    const paint = `fill="${shadeOf(datum.colour ?? 'gray')}"${outlineOf(style)}`;
    const slice = drawSlice({ centre, radius }, share, paint);
    const text = reading === 'none' ? datum.label : `${datum.label} ${datum.value}`;
    const name = nameAt(text, (share[0] + share[1]) / 2, { centre, radius }, style);
    texts.push(name.ink);
    return { svg: slice.svg + name.svg, box: around([slice.box, name.ink]) };
  });
  const isClear = texts.every((text, at) => isOnCanvas(text) && !texts.some((other, i) => i < at && meet(text, other)));
  return isClear ? { svg: drawn.map(({ svg }) => svg).join(''), boxes: drawn.map(({ box }) => box) } : undefined;
}

/** A name outside the disc, where the middle of its slice points. */
function nameAt(text: string, share: number, { centre, radius }: Disc, { face, ink, furniture }: ChartStyle) {
  const size = Math.min(furniture?.labelSize ?? 9, 9.5);
  const [x, y] = [Math.sin(2 * Math.PI * share), -Math.cos(2 * Math.PI * share)];
  const reach = radius + 3 + 3 * Math.abs(y);
  const baseline = centre.y + reach * y + (capitalHeight(face) * size) / 2;
  const anchor = Math.abs(x) < 0.25 ? 'middle' : x > 0 ? 'start' : 'end';
  return typeset(face, text, { size, x: centre.x + reach * x, baseline, anchor, fill: ink });
}

function isOnCanvas({ left, top, right, bottom }: Box): boolean {
  return left > 1 && top > 1 && right < canvasSide - 1 && bottom < canvasSide - 1;
}

function meet(one: Box, other: Box): boolean {
  const isBeside = one.right + 2 < other.left || other.right + 2 < one.left;
  return !isBeside && one.bottom + 1 > other.top && other.bottom + 1 > one.top;
}

interface Disc {
  readonly centre: { readonly x: number; readonly y: number };
  readonly radius: number;
}

function drawSlice({ centre, radius }: Disc, [from, to]: readonly [number, number], paint: string) {
  const point = (share: number) => ({
    x: centre.x + radius * Math.sin(2 * Math.PI * share),
    y: centre.y - radius * Math.cos(2 * Math.PI * share),
  });
  const [start, end] = [point(from), point(to)];
  const arc = `A${radius} ${radius} 0 ${to - from > 0.5 ? 1 : 0} 1 ${end.x.toFixed(2)} ${end.y.toFixed(2)}`;
  const path = `M${centre.x.toFixed(2)} ${centre.y.toFixed(2)}L${start.x.toFixed(2)} ${start.y.toFixed(2)}${arc}Z`;
  const rim = [0, 0.25, 0.5, 0.75, 1].map((share) => point(from + share * (to - from)));
  const box = around([centre, ...rim].map(({ x, y }) => ({ left: x, top: y, right: x, bottom: y })));
  return { svg: `<path d="${path}" ${paint}/>`, box };
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
