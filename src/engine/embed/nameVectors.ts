// N vectors · D width · V vocabulary

import type { NameRequest, VectorName, VectorNames } from '../api/spaceApi.ts';
import { EngineError } from '../api/errors.ts';
import type { LoadedModel } from '../generate/loadedModel.ts';
import { finiteRows } from './principalComponents.ts';

/**
 * What the model would say at each vector, if it had left the last layer: the final norm and the head read vectors of any
 * layer (nostalgebraist's "logit lens", 2020). In early layers that is a hint and no more: the head was not trained on them.
 */
export async function nameVectors(
  model: LoadedModel,
  { vectors, count = 5 }: NameRequest,
  signal?: AbortSignal,
): Promise<VectorNames> {
  const width = model.config.language.width;
  if (vectors.length % width !== 0) throw new EngineError('embed/wrong-width', { numbers: vectors.length, width });
  const isFinite = finiteRows(vectors, width);
  const names: VectorName[][] = Array.from(isFinite, () => []);
  const rows = [...isFinite.keys()].filter((row) => isFinite[row] === 1);
  for (let first = 0; first < rows.length; first += rowsAtOnce) {
    if (signal?.aborted) throw new EngineError('request/cancelled', undefined);
    const some = rows.slice(first, first + rowsAtOnce);
    const logits_NV = await model.decoder.logitsOf(gathered(vectors, some, width));
    const V = logits_NV.length / some.length;
    for (const [i, row] of some.entries())
      names[row] = likeliest(logits_NV.subarray(i * V, (i + 1) * V), count, model.tokenizer);
  }
  return { names };
}

/** Logits of a large vocabulary take megabytes for a handful of rows. */
const rowsAtOnce = 32;

function gathered(vectors_ND: Float32Array, rows: readonly number[], width: number): Float32Array {
  const some_ND = new Float32Array(rows.length * width);
  for (const [to, row] of rows.entries()) some_ND.set(vectors_ND.subarray(row * width, (row + 1) * width), to * width);
  return some_ND;
}

function likeliest(logits_V: Float32Array, count: number, tokenizer: LoadedModel['tokenizer']): VectorName[] {
  const best: number[] = [];
  for (const [id, logit] of logits_V.entries()) {
    if (best.length === count && logit <= logits_V[best.at(-1) ?? 0]!) continue;
    const at = best.findIndex((other) => logits_V[other]! < logit);
    best.splice(at === -1 ? best.length : at, 0, id);
    best.length = Math.min(best.length, count);
  }
  const largest = logits_V[best[0] ?? 0] ?? 0;
  const sum = logits_V.reduce((total, logit) => total + Math.exp(logit - largest), 0);
  return best.map((id) => ({
    piece: tokenizer.pieceOf(id) ?? '',
    probability: Math.exp(logits_V[id]! - largest) / sum,
  }));
}
