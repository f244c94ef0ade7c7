import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { rotaryRows } from '../../../src/engine/model/rotaryTables.ts';
import type { RopeConfig } from '../../../src/engine/model/config.ts';

interface GoldenCase {
  headWidth: number;
  theta: number;
  scaling: { type: 'dynamic' | 'linear'; factor: number } | null;
  maxPositions: number;
  length: number;
  rows: { position: number; cosine: number[]; sine: number[] }[];
}

// Written by test/golden/rotary/rotary.py.
const cases = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', '..', 'golden', 'rotary', 'rotary.json'), 'utf8'),
) as GoldenCase[];

for (const { headWidth, theta, scaling, maxPositions, length, rows } of cases) {
  test(`angles at ${length} positions of heads ${headWidth} wide, scaling ${scaling?.type ?? 'none'}, are the published code's`, () => {
    const rope: RopeConfig = { theta, maxPositions, ...(scaling && { scaling }) };
    for (const { position, cosine, sine } of rows) {
      const found = rotaryRows(rope, headWidth, { begin: position, count: 1, length });
      assert.ok(worst(found.cosine, cosine) < limit(position), `cosine at ${position}: ${worst(found.cosine, cosine)}`);
      assert.ok(worst(found.sine, sine) < limit(position), `sine at ${position}: ${worst(found.sine, sine)}`);
    }
  });
}

/** Two float32 powers may differ in the last place, which a large position multiplies. */
function limit(position: number): number {
  return 1e-6 + position * 2 ** -23;
}

function worst(a: Float32Array, b: readonly number[]): number {
  return Math.max(...b.map((value, i) => Math.abs(value - (a[i] ?? NaN))));
}
