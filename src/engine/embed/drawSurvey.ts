// N rows of a layer · 3 principal components

import type { PictureView } from '../api/imageApi.ts';
import type { EmbeddedToken, Survey, SurveyDrawing, SurveyedLayer } from '../api/spaceApi.ts';
import { encodePng } from '../image/encodePng.ts';
import { resizeBicubic } from '../image/resizeBicubic.ts';
import { drawPoints, panelHeight, panelWidth, type Dot } from './drawPoints.ts';

type Surveyed = Pick<Survey, 'tokens' | 'layers' | 'pictures'>;

/** Draws some layers of a survey side by side, and its pictures small. */
export async function drawSurvey(surveyed: Surveyed): Promise<SurveyDrawing> {
  const layers = chosenLayers(surveyed.layers.length);
  const panels = layers.map((layer) => dotsOf(surveyed, surveyed.layers[layer]!));
  return {
    plot: await encodePng(drawPoints(panels)),
    layers,
    pictures: await Promise.all(surveyed.pictures.map(smallPicture)),
  };
}

/** The first, the last, and those evenly between. */
function chosenLayers(count: number): number[] {
  const shown = Math.min(count, mostPanels);
  const all = Array.from({ length: shown }, (_, i) => Math.round((i * (count - 1)) / Math.max(1, shown - 1)));
  return [...new Set(all)];
}

const mostPanels = 9;

/** Points of a layer in pixels of a panel; those that are no numbers are left out. */
function dotsOf({ tokens, pictures }: Surveyed, { rows, projection }: SurveyedLayer): Dot[] {
  const places = tokens[rows].map((token, row) => ({ token, x: projection[row * 3]!, y: projection[row * 3 + 1]! }));
  const known = places.filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
  const reach = (values: number[]): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const [wide, high] = [reach(known.map(({ x }) => x)), reach(known.map(({ y }) => y))];
  const side = sideOf(tokens[rows]);
  return known.map(({ token, x, y }) => ({
    x: (panelWidth * (1 + (margin * x) / wide)) / 2,
    y: (panelHeight * (1 - (margin * y) / high)) / 2,
    colour: token.kind === 'text' ? undefined : colourOf(token, pictures[token.image], side),
  }));
}

const margin = 0.92;

function sideOf(tokens: readonly EmbeddedToken[]): number {
  return tokens.reduce((side, token) => (token.kind === 'patch' ? Math.max(side, token.row + 1) : side), 1);
}

/** The pixel in the middle of what a patch shows. */
function colourOf(
  { tile, row, column, thumbnail }: Extract<EmbeddedToken, { kind: 'patch' }>,
  picture: PictureView | undefined,
  side: number,
): [red: number, green: number, blue: number] {
  if (!picture) return [128, 128, 128];
  const [columns, rows] = thumbnail ? [1, 1] : picture.grid;
  const at = thumbnail ? 0 : tile;
  const x = ((at % columns) + (column + 0.5) / side) / columns;
  const y = (Math.floor(at / columns) + (row + 0.5) / side) / rows;
  const { shownWidth, shownHeight, rgb } = picture;
  const pixel = Math.floor(y * shownHeight) * shownWidth + Math.floor(x * shownWidth);
  return [rgb[pixel * 3] ?? 128, rgb[pixel * 3 + 1] ?? 128, rgb[pixel * 3 + 2] ?? 128];
}

function smallPicture({ shownWidth, shownHeight, rgb }: PictureView): Promise<Uint8Array> {
  const shrink = Math.min(1, longestSide / Math.max(shownWidth, shownHeight));
  const small = (side: number): number => Math.max(1, Math.round(side * shrink));
  return encodePng(
    resizeBicubic({ width: shownWidth, height: shownHeight, rgb }, small(shownWidth), small(shownHeight)),
  );
}

/** A notebook keeps these: large enough to recognise a patch. */
const longestSide = 256;
