// P points · N rows of a layer · 3 principal components

import type { SurveyedLayer } from '../../../engine/api/spaceApi.ts';

/**
 * The sign by which each component of each layer is shown, three a layer. The sign of a principal component means nothing;
 * taken so that a layer agrees with the one before it, points do not swap sides on their way through the layers.
 */
export function steadySigns(
  layers: readonly SurveyedLayer[],
  rowOf: { readonly [rows in SurveyedLayer['rows']]: Uint32Array },
): Int8Array {
  const signs = new Int8Array(layers.length * 3).fill(1);
  for (const [layer, now] of layers.entries()) {
    const before = layers[layer - 1];
    for (let c = 0; before && c < 3; c++) {
      const isTurned = agreement([before, now], rowOf, c) < 0;
      signs[layer * 3 + c] = signs[layer * 3 + c - 3]! * (isTurned ? -1 : 1);
    }
  }
  return signs;
}

/** Some hundreds of points tell as much as all of them. */
const enoughPoints = 500;

/** How far a component says of the points what it said in the layer before: below zero where it says the contrary. */
function agreement(
  [before, now]: readonly [SurveyedLayer, SurveyedLayer],
  rowOf: Parameters<typeof steadySigns>[1],
  component: number,
): number {
  const [rowsBefore, rowsNow] = [rowOf[before.rows], rowOf[now.rows]];
  const step = Math.max(1, Math.floor(rowsBefore.length / enoughPoints));
  let sum = 0;
  for (let point = 0; point < rowsBefore.length; point += step) {
    const product =
      before.projection[rowsBefore[point]! * 3 + component]! * now.projection[rowsNow[point]! * 3 + component]!;
    if (Number.isFinite(product)) sum += product;
  }
  return sum;
}
