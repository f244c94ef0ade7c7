// N vectors · D width · K groups

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { kMeans } from '../../../src/engine/embed/kMeans.ts';
import { seededRandom } from '../../../src/engine/generate/seededRandom.ts';

test('groups that lie far apart are found, the largest first', () => {
  const sizes = [30, 20, 10];
  const random = seededRandom(5);
  const rows = sizes.flatMap((size, k) => Array.from({ length: size }, () => [k * 10 + random(), k * -7 + random()]));
  const groups_N = kMeans(Float32Array.from(rows.flat()), { width: 2, count: 3, random: seededRandom(1) });
  assert.deepEqual(
    [...groups_N],
    sizes.flatMap((size, k) => new Array<number>(size).fill(k)),
  );
});

test('every vector is in the group whose mean is nearest to it, and the same seed gives the same groups', () => {
  const vectors = fc.array(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 3 }), {
    minLength: 1,
    maxLength: 40,
  });
  fc.assert(
    fc.property(vectors, fc.integer({ min: 1, max: 6 }), fc.integer(), (rows, count, seed) => {
      const find = () => kMeans(Float32Array.from(rows.flat()), { width: 3, count, random: seededRandom(seed) });
      const groups_N = find();
      const means = meansOf(rows, groups_N);
      for (const [n, row] of rows.entries()) {
        const own = distance(row, means.get(groups_N[n]!)!);
        for (const mean of means.values()) assert.ok(own <= distance(row, mean) + 1e-6);
      }
      assert.deepEqual(find(), groups_N);
    }),
  );
});

test('equal vectors are one group, fewer vectors than groups are each their own, and none are none', () => {
  const find = (vectors_ND: number[]) =>
    kMeans(Float32Array.from(vectors_ND), { width: 1, count: 4, random: seededRandom(1) });
  assert.deepEqual([...find([3, 3, 3])], [0, 0, 0]);
  assert.equal(new Set(find([1, 5, 9])).size, 3);
  assert.equal(find([]).length, 0);
});

function meansOf(rows: readonly number[][], groups_N: Uint8Array): Map<number, number[]> {
  return new Map(
    [...new Set(groups_N)].map((k) => {
      const own = rows.filter((_, n) => groups_N[n] === k);
      return [k, [0, 1, 2].map((d) => own.reduce((sum, row) => sum + row[d]!, 0) / own.length)];
    }),
  );
}

const distance = (a: readonly number[], b: readonly number[]): number =>
  Math.hypot(...a.map((value, d) => value - b[d]!));
