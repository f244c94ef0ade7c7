// P points · 3 red, green, blue

import type { EmbeddedToken } from '../../../engine/api/spaceApi.ts';
import { inPixels, patchPlace } from './patchPlace.ts';
import { positionsAt, rowAt, sideOf, type Space } from './space.ts';

export type Rgb = readonly [red: number, green: number, blue: number];

/** A colour as style sheets, canvases and all programs that read SVG know it. */
export const rgbText = (colour: Rgb): string => `rgb(${colour.join()})`;

/** What the colour of a point can tell. */
export const colourings = [
  'modality',
  'picture',
  'tile',
  'position',
  'cluster',
  'token',
  'pixels',
  'components',
] as const;
export type Colouring = (typeof colourings)[number];

/** Colours of the theme that differ well from one another, and the one of the text. */
export interface Palette {
  readonly kinds: readonly Rgb[];
  readonly text: Rgb;
}

/** The colour of each point, [P, 3], in bytes. Clusters are the groups of the layer's rows, where they are known. */
export function pointColours(
  space: Space,
  colouring: Colouring,
  palette: Palette,
  { layer, clusters }: { layer: number; clusters?: Uint8Array | undefined },
): Uint8Array {
  const colour = colourers[colouring](space, palette, { layer, clusters });
  const colours_P3 = new Uint8Array(space.points.length * 3);
  for (let point = 0; point < space.points.length; point++) {
    const [red, green, blue] = colour(space.points[point]!, point);
    colours_P3[point * 3] = red;
    colours_P3[point * 3 + 1] = green;
    colours_P3[point * 3 + 2] = blue;
  }
  return colours_P3;
}

type Colourer = (
  space: Space,
  palette: Palette,
  at: { layer: number; clusters: Uint8Array | undefined },
) => (token: EmbeddedToken, point: number) => Rgb;

const colourers: { readonly [colouring in Colouring]: Colourer } = {
  modality:
    (_space, { kinds }) =>
    (token) =>
      kindAt(kinds, token.kind === 'text' ? 1 : 0),
  picture:
    (_space, { kinds, text }) =>
    (token) =>
      token.kind === 'text' ? text : kindAt(kinds, token.image),
  tile:
    (_space, { kinds, text }) =>
    (token) =>
      token.kind === 'text' ? text : kindAt(kinds, token.tile),
  position: (space, { text }) => {
    const side = sideOf(space.points);
    return (token) => (token.kind === 'text' ? text : positionColour(token.column / side, token.row / side));
  },
  cluster:
    (space, { kinds, text }, { layer, clusters }) =>
    (_token, point) => {
      const group = clusters?.[rowAt(space, layer, point)] ?? noGroup;
      return group === noGroup ? text : kindAt(kinds, group);
    },
  token: (space) => (token, point) =>
    token.kind === 'text' ? ownColour(token.id, 0.5) : ownColour(space.rowOf.language[point] ?? 0, 0.62),
  pixels: (space, { text }) => {
    const side = sideOf(space.points);
    return (token) => (token.kind === 'text' ? text : meanColour(space, token, side));
  },
  components: (space, _palette, { layer }) => {
    const colours_P3 = componentColours(space, layer);
    return (_token, point) => [colours_P3[point * 3]!, colours_P3[point * 3 + 1]!, colours_P3[point * 3 + 2]!];
  },
};

/** As the engine marks vectors that are in no group. */
const noGroup = 255;

/** A hue of its own for each number: neighbours differ most, since the golden angle never comes round. */
function ownColour(index: number, lightness: number): Rgb {
  const hue = (index * 137.508) % 360;
  const channel = (offset: number): number => {
    const k = (offset + hue / 30) % 12;
    const spread = 0.65 * Math.min(lightness, 1 - lightness);
    return Math.round(255 * (lightness - spread * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return [channel(0), channel(8), channel(4)];
}

/** The colour of a kind; kinds have no more colours than the theme. */
export function kindAt(kinds: readonly Rgb[], index: number): Rgb {
  return kinds[index % kinds.length] ?? [128, 128, 128];
}

/** Left to right from blue to orange, top to bottom from light to dark: both can be told apart by most eyes. */
export function positionColour(x: number, y: number): Rgb {
  const mix = (from: number, to: number): number => Math.round((from + (to - from) * x) * (1 - 0.45 * y));
  return [mix(70, 250), mix(140, 160), mix(250, 50)];
}

function meanColour({ survey }: Space, patch: Extract<EmbeddedToken, { kind: 'patch' }>, side: number): Rgb {
  const picture = survey.pictures[patch.image];
  if (!picture) return [128, 128, 128];
  const { shownWidth, shownHeight, rgb } = picture;
  const { left, top, width, height } = inPixels(patchPlace(patch, picture, side), shownWidth, shownHeight);
  let [red, green, blue] = [0, 0, 0];
  for (let y = top; y < top + height; y++) {
    for (let i = (y * shownWidth + left) * 3, end = i + width * 3; i < end; i += 3) {
      red += rgb[i] ?? 0;
      green += rgb[i + 1] ?? 0;
      blue += rgb[i + 2] ?? 0;
    }
  }
  const count = width * height;
  return [Math.round(red / count), Math.round(green / count), Math.round(blue / count)];
}

/** The first three principal components as red, green and blue, each stretched over what patches use of it. */
export function componentColours(space: Space, layer: number): Uint8Array {
  const positions_P3 = positionsAt(space, layer);
  const ranges = [0, 1, 2].map((component) => usedRange(space, positions_P3, component));
  return Uint8Array.from(positions_P3, (value, i) => {
    const [least, most] = ranges[i % 3]!;
    const stretched = most > least ? (value - least) / (most - least) : 0.5;
    return Math.round(255 * Math.min(1, Math.max(0, Number.isFinite(stretched) ? stretched : 0.5)));
  });
}

function usedRange({ points }: Space, positions_P3: Float32Array, component: number): [least: number, most: number] {
  const used = points.flatMap((token, point) => (token.kind === 'patch' ? [positions_P3[point * 3 + component]!] : []));
  const sorted = used.filter((value) => Number.isFinite(value)).sort((a, b) => a - b);
  return [sorted[Math.floor(sorted.length * 0.02)] ?? 0, sorted[Math.ceil(sorted.length * 0.98) - 1] ?? 0];
}
