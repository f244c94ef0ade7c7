import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pair } from '../../../src/webview/embeddingExplorer/space/pairing.ts';
import { modelNames } from '../../../src/webview/embeddingExplorer/space/pointName.ts';
import { createSpace, type Space } from '../../../src/webview/embeddingExplorer/space/space.ts';
import { turnedTowards } from '../../../src/webview/embeddingExplorer/space/turnedTowards.ts';
import { patch, surveyOf, word } from './surveys.ts';

function spaceOf(holistic: Parameters<typeof surveyOf>[0]['holistic'], layers: number, ofModule: number): Space {
  return createSpace(
    surveyOf({ holistic }, new Array<number[]>(layers).fill(new Array<number>(holistic.length * 3).fill(0)), ofModule),
  );
}

test('points of two models are linked by what they are, in both directions', () => {
  const first = spaceOf([word('<img>'), patch(0, 0, 0), patch(0, 0, 1), word('▁red')], 3, 2);
  const second = spaceOf([patch(0, 0, 1), word('<img>'), word('red'), patch(0, 0, 0, true)], 3, 2);
  const { toSecond, toFirst } = pair(first, second);
  assert.deepEqual([0, 1, 2, 3].map(toSecond), [1, undefined, 0, 2]);
  assert.deepEqual([0, 1, 2, 3].map(toFirst), [2, 0, 3, undefined]);
});

test('a word that is cut into other pieces is linked by its letters', () => {
  const { toSecond, toFirst } = pair(
    spaceOf([word('▁a'), word('▁red'), word('dish'), word('▁sky')], 3, 2),
    spaceOf([word('▁'), word('a'), word('▁reddish'), word('▁s'), word('ky')], 3, 2),
  );
  assert.deepEqual([0, 1, 2, 3].map(toSecond), [1, 2, 2, 3]);
  assert.deepEqual([1, 2, 3, 4].map(toFirst), [0, 1, 3, 3]);
});

test('other words have no counterpart, and the same picture in other patches has none', () => {
  const first = spaceOf([word('red'), patch(0, 0, 0), patch(0, 1, 1)], 3, 2);
  const second = spaceOf([word('blue'), patch(0, 0, 0)], 3, 2);
  assert.deepEqual([0, 1, 2].map(pair(first, second).toSecond), [undefined, undefined, undefined]);
});

test('layers of models of one shape are the same, of two shapes as far along the way', () => {
  const one = [word('a')];
  const same = pair(spaceOf(one, 9, 4), spaceOf(one, 9, 4));
  assert.deepEqual([0, 3, 4, 8].map(same.layerOfSecond), [0, 3, 4, 8]);
  const longer = pair(spaceOf(one, 9, 5), spaceOf(one, 17, 9));
  assert.deepEqual([0, 2, 4, 6, 8].map(longer.layerOfSecond), [0, 4, 8, 12, 16]);
  const without = pair(spaceOf(one, 9, 5), spaceOf(one, 5, 1));
  assert.deepEqual([0, 2, 4, 8].map(without.layerOfSecond), [0, 0, 0, 4]);
});

test('axes are turned so that both plots agree about the points that they share', () => {
  const [own_P3, others_P3] = [Float32Array.of(1, 2, 3, -1, -2, 5), Float32Array.of(-2, 1, NaN, 2, -1, 1)];
  assert.deepEqual([...turnedTowards(own_P3, others_P3, (point) => point)], [-1, 2, 3, 1, -2, 5]);
  assert.deepEqual([...turnedTowards(own_P3, others_P3, () => undefined)], [...own_P3]);
});

test('models are called by their folders, and by more where these are the same', () => {
  assert.deepEqual(modelNames([{ model: '/runs/before/' }, { model: 'C:\\runs\\after' }]), ['before', 'after']);
  assert.deepEqual(modelNames([{ model: '/a/step' }, { model: '/b/step' }]), ['/a/step', '/b/step']);
});
