import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scattered } from '../../../src/engine/data/scattered.ts';

test('every place is met once, and a beginning lies over all of them', () => {
  for (const length of [1, 2, 3, 7, 100, 1000, 4096]) {
    const places = Array.from({ length }, (_, index) => scattered(index, length));
    assert.equal(new Set(places).size, length);
    const early = places.slice(0, Math.ceil(length / 4)).filter((place) => place < length / 2).length;
    if (length >= 100) assert.ok(Math.abs(early / (length / 4) - 0.5) < 0.1, `${early} of ${length / 4}`);
  }
});
