// P points · N rows of a layer · 3 principal components

import type { EmbeddedToken, Survey, SurveyedLayer } from '../../../engine/api/spaceApi.ts';
import { steadySigns } from './steadySigns.ts';

/**
 * A survey as points that keep their identity through all layers. A point is a row of the holistic layers; where several
 * patches are folded into one token, their points lie on top of each other from then on.
 */
export interface Space {
  readonly survey: Survey;
  readonly points: readonly EmbeddedToken[];
  /** How many of them are patches. */
  readonly patches: number;
  /** By list of tokens: the row in which each point is found. */
  readonly rowOf: { readonly [rows in SurveyedLayer['rows']]: Uint32Array };
  /** By which principal components are shown, three a layer. */
  readonly signs: Int8Array;
}

/** Makes points of a survey. */
export function createSpace(survey: Survey): Space {
  const { holistic, language } = survey.tokens;
  const rowOf = { holistic: inOrder(holistic.length), language: foldedRows(holistic, language) };
  return {
    survey,
    points: holistic,
    patches: holistic.reduce((count, { kind }) => count + (kind === 'patch' ? 1 : 0), 0),
    rowOf,
    signs: steadySigns(survey.layers, rowOf),
  };
}

/** The row of a layer in which a point is found. */
export function rowAt(space: Space, layer: number, point: number): number {
  const rows = space.survey.layers[layer]?.rows ?? 'holistic';
  return space.rowOf[rows][point] ?? 0;
}

/** The principal components of a layer, with the signs by which they are shown. */
function projectionAt({ survey, signs }: Space, layer: number): Float32Array {
  const { projection = new Float32Array(0) } = survey.layers[layer] ?? {};
  const [x, y, z] = signs.subarray(layer * 3, layer * 3 + 3);
  if (x === 1 && y === 1 && z === 1) return projection;
  return projection.map((value, i) => value * signs[layer * 3 + (i % 3)]!);
}

/**
 * Where the points lie at a layer by a projection [N, 3], its principal components if none is given: [P, 3], scaled so that nearly all lie within a ball of radius 1; a few far ones must
 * not squeeze the others into a spot. Not a number where a vector is none.
 */
export function positionsAt(space: Space, layer: number, projection = projectionAt(space, layer)): Float32Array {
  const rows_P = space.rowOf[space.survey.layers[layer]?.rows ?? 'holistic'];
  const positions_P3 = new Float32Array(space.points.length * 3);
  for (let point = 0; point < rows_P.length; point++)
    for (let axis = 0; axis < 3; axis++) positions_P3[point * 3 + axis] = projection[rows_P[point]! * 3 + axis]!;
  const scale = 1 / (usualRadius(positions_P3) || 1);
  for (let i = 0; i < positions_P3.length; i++) positions_P3[i]! *= scale;
  return positions_P3;
}

const share = 0.98;

function usualRadius(positions_P3: Float32Array): number {
  const all = new Float32Array(positions_P3.length / 3);
  let finite = 0;
  for (let i = 0; i < positions_P3.length; i += 3) {
    const radius = Math.sqrt(positions_P3[i]! ** 2 + positions_P3[i + 1]! ** 2 + positions_P3[i + 2]! ** 2);
    if (Number.isFinite(radius)) all[finite++] = radius;
  }
  const radii = all.subarray(0, finite).sort();
  const most = radii.at(-1) ?? 0;
  const usual = radii[Math.floor((radii.length - 1) * share)] ?? 0;
  // Where the far ones are not far, all may be seen.
  return most < 1.5 * usual ? most : usual;
}

function inOrder(count: number): Uint32Array {
  const rows = new Uint32Array(count);
  for (let row = 0; row < count; row++) rows[row] = row;
  return rows;
}

/** Where each row goes when patches are folded: texts keep their order, patches go to the token that covers them. */
function foldedRows(holistic: readonly EmbeddedToken[], language: readonly EmbeddedToken[]): Uint32Array {
  // Nothing is folded in most layouts, and then there may be many patches.
  if (language.length === holistic.length) return inOrder(holistic.length);
  const texts = [...language.keys()].filter((row) => language[row]?.kind === 'text');
  const sides = { fine: sideOf(holistic), coarse: sideOf(language) };
  const patches = new Map(language.map((token, row) => [patchKey(token, 1), row]));
  let text = 0;
  return Uint32Array.from(holistic, (token) =>
    token.kind === 'text' ? (texts[text++] ?? 0) : (patches.get(patchKey(token, sides.fine / sides.coarse)) ?? 0),
  );
}

function patchKey(token: EmbeddedToken, fold: number): string {
  if (token.kind === 'text') return '';
  return [token.image, token.tile, Math.floor(token.row / fold), Math.floor(token.column / fold)].join();
}

/** Patches along a tile's side; 1 where there are none. */
export function sideOf(tokens: readonly EmbeddedToken[]): number {
  return tokens.reduce(
    (side, token) => (token.kind === 'patch' ? Math.max(side, token.row + 1, token.column + 1) : side),
    1,
  );
}
