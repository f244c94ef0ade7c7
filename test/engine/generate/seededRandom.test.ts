import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { seededRandom } from '../../../src/engine/generate/seededRandom.ts';

const golden = JSON.parse(
  readFileSync(new URL('../../golden/generate/seededRandom.json', import.meta.url), 'utf8'),
) as { seed: number; words: number[] }[];

test('each seed gives the numbers of sfc32', () => {
  assert.equal(golden.length, 7);
  for (const { seed, words } of golden) {
    const random = seededRandom(seed);
    assert.deepEqual(
      words.map(() => random()),
      words.map((word) => word / 2 ** 32),
      `seed ${seed}`,
    );
  }
});
