import type { Patch } from '../../../src/webview/embeddingExplorer/space/patchPlace.ts';
import type { EmbeddedToken, Survey, SurveyedLayer } from '../../../src/engine/api/spaceApi.ts';

/** A survey with these tokens; `projections` are those of each layer, the first `holistic` of which are the module's. */
export function surveyOf(
  tokens: { holistic: EmbeddedToken[]; language?: EmbeddedToken[] },
  projections: number[][],
  holistic = projections.length,
): Survey {
  const layers = projections.map((projection, layer): SurveyedLayer => ({
    rows: layer < holistic ? 'holistic' : 'language',
    projection: Float32Array.from(projection),
    explained: [1, 0, 0],
    numbers: {},
    offsetBytes: 0,
  }));
  return {
    ...{ width: 2, layers, model: 'm', trained: true, device: 'cpu', precision: 'fp32' },
    tokens: { holistic: tokens.holistic, language: tokens.language ?? tokens.holistic },
    pictures: [picture],
  };
}

/** Four by two pixels, left half red, right half blue, cut into two tiles and shown as a whole once more. */
const picture: Survey['pictures'][number] = {
  ...{ path: 'folder/a.png', width: 4, height: 2, grid: [2, 1], tiles: 3, shownWidth: 4, shownHeight: 2 },
  rgb: Uint8Array.from({ length: 4 * 2 * 3 }, (_, i) => {
    const isLeft = Math.floor(i / 3) % 4 < 2;
    return i % 3 === (isLeft ? 0 : 2) ? 200 : 0;
  }),
};

export function word(piece: string, id = 0): EmbeddedToken {
  return { kind: 'text', id, piece };
}

export function patch(tile: number, row: number, column: number, thumbnail = false): Patch {
  return { kind: 'patch', image: 0, tile, row, column, thumbnail };
}
