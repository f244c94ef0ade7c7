// C axes of the map

import type { CallOptions } from '../api/callOptions.ts';
import type { ArrangeRequest, Arrangement } from '../api/spaceApi.ts';
import { EngineError } from '../api/errors.ts';
import { readLayer } from './readLayer.ts';
import { umap } from './umap/umap.ts';

/** Lays out one layer of a survey's file so that neighbours stay neighbours. */
export async function arrangeLayer(request: ArrangeRequest, call: CallOptions<number> = {}): Promise<Arrangement> {
  const { file, layer, axes = 2, seed = 1, neighbours = 15 } = request;
  const { vectors_ND, rows, allRows, width } = await readLayer(file, layer);
  if (rows.length > mostVectors) throw new EngineError('embed/too-many', { vectors: rows.length, limit: mostVectors });
  const map_NC = umap(vectors_ND, { ...call, width, axes, neighbours, seed });
  const positions = new Float32Array(allRows * 3).fill(NaN);
  for (const [from, row] of rows.entries())
    positions.set([...map_NC.subarray(from * axes, (from + 1) * axes), 0].slice(0, 3), row * 3);
  return { layer, positions };
}

/** Every vector is compared with every other: twice as many take four times as long. */
const mostVectors = 30_000;
