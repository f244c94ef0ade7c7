// E embedding-module rows · T language-model tokens · N pieces that are foretold · P patches · D width

import { patchesPerSide, type HovleConfig } from '../../model/config.ts';
import { names } from '../../model/names.ts';
import { joined } from '../../tensor/joined.ts';
import type { FloatModel } from './floatModel.ts';
import { foretell, type Foretold } from './foretold.ts';
import { ascend, pause, stations, type WalkCall } from './walk.ts';

/** What a map is made of. */
export interface PatchGradients {
  /** log p of the pieces together. */
  readonly logProbability: number;
  /** d log p / d patch, [P, D]. */
  readonly gradients: Float32Array;
  /** The patches, as they enter the model, of each picture; [P, D] in all. */
  readonly patches: readonly Float32Array[];
}

/**
 * For each patch the gradient of log p times what makes the patch differ from its picture's mean patch, summed over the width:
 * to first order, by how much log p would fall if the patch looked like all others. Gradient times input alone would
 * measure against a patch of zeros, which no picture has, and credit plain ground with its colour. Positive speaks for the word.
 */
export async function gradientMap(
  model: FloatModel,
  foretold: Foretold,
  call: WalkCall,
): Promise<{ logProbability: number; values: Float32Array }> {
  const { logProbability, gradients, patches } = await patchGradients(model, foretold, call);
  const D = model.config.language.width;
  const deviations = await Promise.all(patches.map(async (own) => deviation(await withoutPositions(model, own), D)));
  return { logProbability, values: dots(gradients, joined(deviations), D) };
}

/** d log p / d patch: up through all layers and back, a layer in memory at a time. */
export async function patchGradients(model: FloatModel, foretold: Foretold, call: WalkCall): Promise<PatchGradients> {
  const { rows, patches } = await foretold.enter();
  const { logProbability, dRows } = await rowGradients(model, foretold, rows, call);
  const D = rows.length / foretold.layout.rows;
  const imageRows = (of: Float32Array): Float32Array =>
    joined(foretold.layout.imageRows.map((row) => of.subarray(row * D, (row + 1) * D)));
  const { fold } = model.parts;
  if (!fold) return { logProbability, gradients: imageRows(dRows), patches: byPicture(imageRows(rows), foretold) };
  return { logProbability, gradients: await fold.backward({ x: joined(patches) }, imageRows(dRows)), patches };
}

/** d log p / d row of what enters the model, [E, D]. */
async function rowGradients(
  model: FloatModel,
  foretold: Foretold,
  rows: Float32Array,
  call: WalkCall,
): Promise<{ logProbability: number; dRows: Float32Array }> {
  const all = stations(model, foretold.layout);
  const entering = await ascend(all, rows, call);
  // `ascend` gives what enters each station, and then what leaves the last.
  let x = entering.pop()!;
  const { logProbability, run } = await foretell(model, foretold, x);
  let d = await model.parts.head.backward(run, new Float32Array(foretold.ids.length).fill(1));
  for (const station of all.toReversed()) {
    await pause(call);
    // Likewise.
    x = entering.pop()!;
    d = await station.backward(x, d);
    call.onStation?.();
  }
  return { logProbability, dRows: d };
}

/** InternVL2's rows come out of a transformer of their own: the map is one of them, and they have no positions to take off. */
async function withoutPositions({ config, weights }: FloatModel, patches_PD: Float32Array): Promise<Float32Array> {
  if (config.layout !== 'hovle') return patches_PD;
  const positions = (await weights.read(names.embedding.position)).subarray(config.embedding.width);
  return patches_PD.map((value, i) => value - (positions[i % (perTile(config) * config.embedding.width)] ?? 0));
}

const perTile = ({ tile }: HovleConfig): number => patchesPerSide(tile) ** 2;

/** What makes each patch differ from the mean of all, [P, D]. */
function deviation(patches_PD: Float32Array, D: number): Float32Array {
  const mean_D = new Float64Array(D);
  for (const [i, value] of patches_PD.entries()) mean_D[i % D]! += value / (patches_PD.length / D);
  return patches_PD.map((value, i) => value - (mean_D[i % D] ?? 0));
}

function dots(a_PD: Float32Array, b_PD: Float32Array, D: number): Float32Array {
  return Float32Array.from({ length: a_PD.length / D }, (_, p) => {
    let sum = 0;
    for (let i = p * D; i < (p + 1) * D; i++) sum += a_PD[i]! * b_PD[i]!;
    return sum;
  });
}

function byPicture(rows: Float32Array, { summaries }: Foretold): Float32Array[] {
  const tiles = summaries.reduce((sum, summary) => sum + summary.tiles, 0);
  let begin = 0;
  return summaries.map((summary) => {
    const length = (rows.length / tiles) * summary.tiles;
    begin += length;
    return rows.subarray(begin - length, begin);
  });
}
