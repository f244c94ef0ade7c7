// N vectors · D width · C axes of the map

import type { ArrangeRequest, Arrangement, CallOptions } from '../api/engineApi.ts';
import { EngineError } from '../api/errors.ts';
import { openSafetensors } from '../checkpoint/safetensorsFile.ts';
import { finiteRows } from './principalComponents.ts';
import { umap } from './umap/umap.ts';

/** Lays out one layer of a survey's file so that neighbours stay neighbours. */
export async function arrangeLayer(request: ArrangeRequest, call: CallOptions<number> = {}): Promise<Arrangement> {
  const { file, layer, axes = 2, seed = 1, neighbours = 15 } = request;
  const { vectors_ND, width } = await readLayer(file, layer);
  const isFinite = finiteRows(vectors_ND, width);
  const rows = [...isFinite.keys()].filter((row) => isFinite[row] === 1);
  if (rows.length > mostVectors) throw new EngineError('embed/too-many', { vectors: rows.length, limit: mostVectors });
  const kept_ND = new Float32Array(rows.length * width);
  for (const [to, row] of rows.entries()) kept_ND.set(vectors_ND.subarray(row * width, (row + 1) * width), to * width);
  const map_NC = umap(kept_ND, { ...call, width, axes, neighbours, seed });
  const positions = new Float32Array(isFinite.length * 3).fill(NaN);
  for (const [from, row] of rows.entries())
    positions.set([...map_NC.subarray(from * axes, (from + 1) * axes), 0].slice(0, 3), row * 3);
  return { layer, positions };
}

/** Every vector is compared with every other: twice as many take four times as long. */
const mostVectors = 30_000;

async function readLayer(path: string, layer: number): Promise<{ vectors_ND: Float32Array; width: number }> {
  const file = await openSafetensors(path);
  try {
    const name = `layer.${layer}`;
    const [, width = 0] = file.tensors.get(name)?.shape ?? [];
    return { vectors_ND: await file.readFloat32(name), width };
  } finally {
    await file.close();
  }
}
