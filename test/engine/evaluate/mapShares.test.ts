import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  centreView,
  contrastView,
  coverOf,
  evenView,
  fitOf,
  namedViews,
} from '../../../src/engine/evaluate/mapShares.ts';

const quarter = [{ left: 0, top: 0, right: 56, bottom: 56 }];

test('a map that knows nothing has as much of its mass inside as the place has of the picture', () => {
  assert.deepEqual(fitOf(evenView(14), quarter, 112), { inside: 0.25, hit: undefined });
  const two = [...quarter, { left: 28, top: 28, right: 84, bottom: 56 }];
  assert.ok(Math.abs(fitOf(evenView(14), two, 112)!.inside - (0.25 + 0.125 / 2)) < 1e-9);
});

test('mass and the lightest patch are counted where the place is, patches at its edge in part', () => {
  const view = { kind: 'gradient' as const, values: Float32Array.from([3, 1, -5, 0]) };
  assert.deepEqual(fitOf(view, quarter, 112), { inside: 0.75, hit: true });
  assert.deepEqual([...coverOf([{ left: 0, top: 0, right: 84, bottom: 56 }], 2, 112)], [1, 0.5, 0, 0]);
  const outside = { ...view, values: Float32Array.from([0, 1, 3, 0]) };
  assert.deepEqual(fitOf(outside, quarter, 112), { inside: 0, hit: false });
});

test('cosines count from the lowest on, and a map of nothing has no fit', () => {
  const cosine = { kind: 'cosine' as const, values: Float32Array.from([-0.25, -0.5, -0.5, -0.25]) };
  assert.equal(fitOf(cosine, quarter, 112)?.inside, 0.5);
  assert.equal(fitOf({ kind: 'gradient', values: Float32Array.from([-1, 0, -2, 0]) }, quarter, 112), undefined);
});

test('the priors are lightest in the middle, and where the picture is not plain', () => {
  const { values } = centreView(3);
  assert.ok(values[4]! > values[1]! && values[1]! > values[0]!);
  const rgb = new Uint8Array(4 * 4 * 3).fill(255);
  rgb.fill(0, 0, 3);
  const contrast = contrastView({ width: 4, height: 4, rgb }, 2).values;
  assert.ok(contrast[0]! > 5 * contrast[3]!);
});

test('views are named by method and layer; what single heads do is left out', () => {
  const values = new Float32Array(1);
  const views = [
    { kind: 'rollout', values },
    { kind: 'mean', layer: 2, values },
    { kind: 'largest', layer: 2, values },
  ] as const;
  const map = {
    method: 'attention',
    probability: 1,
    patches: [],
    pictures: [],
    model: '',
    trained: true,
    precision: 'fp32',
  } as const;
  const named = namedViews({ ...map, patches: [], pictures: [], views: [...views] });
  assert.deepEqual(
    named.map(([name]) => name),
    ['attention, all layers', 'attention, layer 2'],
  );
});
