import type { Chance } from '../chance.ts';
import { line, rectangle } from '../marks.ts';
import { colourNames, contrast, shadeOf } from '../palette.ts';
import { canvasSide, type Box } from '../scene.ts';

/** Where a line of text stands, and the colours of ground and text. */
export interface Surrounded {
  readonly ink: Box;
  readonly ground: string;
  readonly fill: string;
}

/**
 * What lies around a line of text elsewhere: the edge of a box, a plate as of a button, an axis or a bar above it. Training alone has
 * it: who reads only what stands by itself takes edges for strokes. Drawn before the text.
 */
export function drawSurroundings(text: Surrounded, chance: Chance): string {
  return surroundings[chance.pick(kinds)](text, chance);
}

const surroundings = { edge: drawEdge, plate: drawPlate, axis: drawAxis, bar: drawBar } as const;
const kinds = ['edge', 'edge', 'plate', 'plate', 'axis', 'bar'] as const;

function drawEdge({ ink, ground }: Surrounded, chance: Chance): string {
  const stroke = `stroke="${drawColour(ground, 1.6, chance)}" stroke-width="${chance.between(0.6, 1.8).toFixed(2)}"`;
  return rectangle(around(ink, chance), `fill="none" ${stroke} rx="${chance.pick([0, 0, 2, 4, 7])}"`);
}

function drawPlate({ ink, fill }: Surrounded, chance: Chance): string {
  return rectangle(around(ink, chance), `fill="${drawColour(fill, 3, chance)}" rx="${chance.pick([0, 0, 2, 4, 7])}"`);
}

function drawAxis({ ink, ground }: Surrounded, chance: Chance): string {
  const y = ink.top - chance.between(2, 5);
  const stroke = `stroke="${drawColour(ground, 1.6, chance)}" stroke-width="${chance.between(0.6, 1.2).toFixed(2)}"`;
  return line({ x: chance.between(0, 20), y }, { x: canvasSide - chance.between(0, 20), y }, stroke);
}

/** A bar above its label, as far as there is room for one. */
function drawBar({ ink, ground }: Surrounded, chance: Chance): string {
  const foot = ink.top - chance.between(2, 5);
  const bar = { ...around(ink, chance), top: chance.between(0, Math.max(0, foot - 4)), bottom: foot };
  return bar.top < foot ? rectangle(bar, `fill="${drawColour(ground, 1.6, chance)}"`) : '';
}

function around({ left, top, right, bottom }: Box, chance: Chance): Box {
  const [across, down] = [chance.between(2, 12), chance.between(2, 9)];
  return { left: left - across, top: top - down, right: right + across, bottom: bottom + down };
}

/** A colour that stands out by so much: black or white if no other does. */
function drawColour(against: string, least: number, chance: Chance): string {
  return shadeOf(chance.pick(colourNames.filter((name) => contrast(shadeOf(name), against) > least)));
}
