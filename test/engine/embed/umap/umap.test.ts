import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { principalComponents } from '../../../../src/engine/embed/principalComponents.ts';
import { fuzzyGraph } from '../../../../src/engine/embed/umap/fuzzyGraph.ts';
import { nearestNeighbours } from '../../../../src/engine/embed/umap/nearestNeighbours.ts';
import { umap } from '../../../../src/engine/embed/umap/umap.ts';
import { seededRandom } from '../../../../src/engine/generate/seededRandom.ts';
import { formulaVectors, type VectorFormula } from '../formulaVectors.ts';
import { trustworthiness } from './trustworthiness.ts';

const golden = join(import.meta.dirname, '..', '..', '..', 'golden', 'embed', 'projections.json');
const cases = JSON.parse(readFileSync(golden, 'utf8')) as (VectorFormula & {
  scores: number[][];
  trustworthiness: number | null;
})[];

test('trustworthiness, by which maps are judged here, is what scikit-learn computes', () => {
  for (const { scores, trustworthiness: expected, ...formula } of cases.filter((one) => one.trustworthiness !== null)) {
    const map = Float32Array.from(scores.flatMap((row) => row.slice(0, 2)));
    const found = trustworthiness(formulaVectors(formula), map, { rows: formula.rows, count: 5 });
    assert.ok(Math.abs(found - expected!) < 2e-3, `${found} is not ${expected}`);
  }
});

/** Points on a curve that winds through many dimensions: neighbours along it are all that there is to know. */
function winding(rows: number, width: number): Float32Array {
  return Float32Array.from({ length: rows * width }, (_, i) => {
    const [n, d] = [Math.floor(i / width), i % width];
    return Math.sin((n / rows) * (2 + d * 0.7) + d);
  });
}

const options = { width: 40, axes: 2, neighbours: 12, seed: 7 };

test('neighbours along a winding curve stay neighbours, better than in the plane of the principal components', () => {
  const vectors = winding(400, 40);
  const judge = (map: Float32Array) => trustworthiness(vectors, map, { rows: 400, count: 10 });
  const plane = judge(principalComponents(vectors, { width: 40, count: 2 }).scores_NC);
  const laidOut = judge(umap(vectors, options));
  assert.ok(laidOut > 0.99 && laidOut > plane, `${laidOut}, plane ${plane}`);
});

test('the same seed gives the same map, another seed another', () => {
  const vectors = winding(60, 40);
  assert.deepEqual(umap(vectors, options), umap(vectors, options));
  assert.notDeepEqual(umap(vectors, options), umap(vectors, { ...options, seed: 8 }));
});

test('neighbours found by sketches of wide vectors are the nearest ones', () => {
  const vectors = formulaVectors({ rows: 300, width: 400, seed: 2, decay: 0.9 });
  const search = (width: number, values: Float32Array) =>
    nearestNeighbours(values, { width, count: 10, random: seededRandom(1) });
  const found = search(400, vectors).indices_NK;
  let right = 0;
  for (let n = 0; n < 300; n++) {
    const exact = new Set(nearestTo(vectors, 400, n).slice(0, 10));
    for (let k = 0; k < 10; k++) if (exact.has(found[n * 10 + k]!)) right++;
  }
  assert.ok(right / 3000 > 0.99, `${right} of 3000`);
});

test('the weights of a neighbourhood sum to log2 of its size before both sides are joined', () => {
  const distances_NK = Float32Array.from([1, 2, 3, 4, 5, 6, 7, 8]);
  const indices_NK = Int32Array.from([1, 2, 3, 4, 5, 6, 7, 8]);
  const far = { indices_NK, distances_NK };
  const { weight_E } = fuzzyGraph({ ...far }, 1, 8);
  const sum = weight_E.reduce((total, weight) => total + weight, 0);
  assert.ok(Math.abs(sum - 3) < 1e-3, String(sum));
});

test('no vector, one, two and equal ones have a map as well', () => {
  for (const rows of [0, 1, 2, 3, 30]) {
    const map = umap(new Float32Array(rows * 40).fill(1), options);
    assert.ok(map.length === rows * 2 && map.every((value) => Number.isFinite(value)), `${rows} vectors`);
  }
});

test('progress rises to one, and a map that nobody wants any more is not finished', () => {
  const seen: number[] = [];
  const onProgress = (fraction: number) => void seen.push(fraction);
  umap(winding(200, 40), { ...options, onProgress });
  assert.equal(seen.at(-1), 1);
  assert.ok(seen.every((fraction, i) => i === 0 || fraction >= seen[i - 1]!));
  const abort = new AbortController();
  const stop = () => abort.abort();
  assert.throws(() => umap(winding(200, 40), { ...options, signal: abort.signal, onProgress: stop }), {
    code: 'request/cancelled',
  });
});

function nearestTo(vectors: Float32Array, width: number, from: number): number[] {
  const rows = vectors.length / width;
  const squares = Array.from({ length: rows }, (_, other) => {
    let sum = 0;
    for (let d = 0; d < width; d++) sum += (vectors[from * width + d]! - vectors[other * width + d]!) ** 2;
    return sum;
  });
  return [...squares.keys()].filter((other) => other !== from).sort((a, b) => squares[a]! - squares[b]!);
}
