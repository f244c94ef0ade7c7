// N vectors · D width · 2 axes

import { UMAP } from 'umap-js';
import { principalComponents } from '../src/engine/embed/principalComponents.ts';
import { umap } from '../src/engine/embed/umap/umap.ts';
import { seededRandom } from '../src/engine/generate/seededRandom.ts';
import { trustworthiness } from '../test/engine/embed/umap/trustworthiness.ts';
import type { Environment, Measurement } from './benchmark.ts';

const [rows, width] = [10_000, 2048];
const neighbours = 15;

/** A map of as many vectors as a large picture has, as wide as the published model's, beside umap-js in the same run. */
export async function umapBenchmark({ log }: Environment): Promise<Measurement[]> {
  const vectors_ND = clusters(seededRandom(1));
  log(`UMAP of ${rows} × ${width} …`);
  const ours = timed(() => umap(vectors_ND, { width, axes: 2, neighbours, seed: 1 }));
  log('… and by umap-js');
  const theirs = timed(() => byPeer(vectors_ND));
  const plane = principalComponents(vectors_ND, { width, count: 2 }).scores_NC;
  const points = Array.from({ length: 200 }, (_, i) => i * 50);
  const judge = (map: Float32Array): number => trustworthiness(vectors_ND, map, { rows, count: neighbours, points });
  return [
    { name: 'time', value: ours.seconds, unit: 's' },
    { name: 'time of umap-js', value: theirs.seconds, unit: 's' },
    { name: 'share of umap-js', value: ours.seconds / theirs.seconds, unit: '×', atMost: 1 },
    { name: 'trustworthiness', value: judge(ours.map), unit: '', atLeast: judge(theirs.map) - 0.01 },
    { name: 'trustworthiness of umap-js', value: judge(theirs.map), unit: '' },
    { name: 'trustworthiness of the principal components', value: judge(plane), unit: '' },
  ];
}

/** Forty winding strands with noise: neighbours along each, and strands apart from one another. */
function clusters(random: () => number): Float32Array {
  return Float32Array.from({ length: rows * width }, (_, i) => {
    const [n, d] = [Math.floor(i / width), i % width];
    const [strand, along] = [n % 40, n / rows];
    return (
      Math.sin(strand * 12.9898 + d * 78.233) +
      2 * Math.sin(along * (2 + (d % 7)) + strand + d) +
      0.3 * (random() - 0.5)
    );
  });
}

function timed(make: () => Float32Array): { map: Float32Array; seconds: number } {
  const begin = performance.now();
  const map = make();
  return { map, seconds: (performance.now() - begin) / 1000 };
}

function byPeer(vectors_ND: Float32Array): Float32Array {
  const data = Array.from({ length: rows }, (_, n) => Array.from(vectors_ND.subarray(n * width, (n + 1) * width)));
  const peer = new UMAP({ nComponents: 2, nNeighbors: neighbours, random: seededRandom(1) });
  return Float32Array.from(peer.fit(data).flat());
}
