import { type CallOptions } from '../api/callOptions.ts';
import { noCluster, type ClusterRequest, type Clusters } from '../api/spaceApi.ts';
import { EngineError } from '../api/errors.ts';
import { seededRandom } from '../generate/seededRandom.ts';
import { kMeans } from './kMeans.ts';
import { readLayer } from './readLayer.ts';

/** Gathers the vectors of one layer of a survey's file into groups that lie together. */
export async function clusterLayer(
  { file, layer, count = 6, seed = 1 }: ClusterRequest,
  { signal, onProgress }: CallOptions<number> = {},
): Promise<Clusters> {
  if (!Number.isInteger(count) || count < 1 || count > noCluster)
    throw new EngineError('embed/cluster-count', { count, most: noCluster });
  const { vectors_ND, rows, allRows, width } = await readLayer(file, layer);
  const onRound = (fraction: number): void => {
    if (signal?.aborted) throw new EngineError('request/cancelled', undefined);
    onProgress?.(fraction);
  };
  const found = kMeans(vectors_ND, { width, count, random: seededRandom(seed), onRound });
  const groups = new Uint8Array(allRows).fill(noCluster);
  for (const [from, row] of rows.entries()) groups[row] = found[from]!;
  return { layer, groups };
}
