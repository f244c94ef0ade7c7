import type { EmbeddedToken, Survey, SurveyedLayer } from '../../../engine/api/spaceApi.ts';
import { baseName } from '../../baseName.ts';

/** The mime type of a space of patches and words as data, beside its table and its picture. */
export const embeddingMime = 'application/vnd.hovle.embedding+json';

/** What is kept of a space in the notebook: two axes of each layer, small pictures, nothing that names folders. */
export function embeddingFacts(survey: Survey, { addresses, words, named }: AskedSpace) {
  const { model, device, precision, trained, tokens, pictures, drawn } = survey;
  return {
    ...{ version: 1, model: baseName(model), ...(named !== undefined && { named }) },
    ...{ device, precision, trained, words, addresses },
    tokens: { holistic: tokens.holistic.map(shortToken), language: tokens.language.map(shortToken) },
    layers: survey.layers.map(layerFacts),
    pictures: pictures.map(({ path, width, height, grid, tiles }, index) => {
      const png = drawn?.pictures[index];
      return { path: baseName(path), width, height, grid, tiles, ...(png && { png: base64(png) }) };
    }),
  };
}

/** What a cell asked for, as it is written there. */
export interface AskedSpace {
  readonly addresses: readonly string[];
  readonly words: string;
  /** The model, where the cell names one. */
  readonly named: string | undefined;
}

/** A text piece as it is, a patch as picture, tile, row, column, and 1 where it is of the whole picture. */
function shortToken(token: EmbeddedToken): string | number[] {
  if (token.kind === 'text') return token.piece;
  const { image, tile, row, column, thumbnail } = token;
  return [image, tile, row, column, ...(thumbnail ? [1] : [])];
}

/** Two components as whole numbers of 16 bits, in units of `scale`: a screen shows no more. */
function layerFacts({ rows, projection, explained, numbers }: SurveyedLayer) {
  const flat = Array.from(
    { length: (projection.length / 3) * 2 },
    (_, i) => projection[Math.floor(i / 2) * 3 + (i % 2)]!,
  );
  const most = flat.reduce(
    (largest, value) => (Number.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest),
    0,
  );
  const scale = most / 32_767 || 1;
  const whole = Int16Array.from(flat, (value) => (Number.isFinite(value) ? Math.round(value / scale) : notANumber));
  return { rows, scale, points: base64(new Uint8Array(whole.buffer)), explained: explained.slice(0, 2), numbers };
}

/** Stands for a value that is none. */
const notANumber = -32_768;

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
