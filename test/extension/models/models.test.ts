import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ModelSummary } from '../../../src/engine/api/modelApi.ts';
import { findModel, isModelPath } from '../../../src/extension/models/findModel.ts';
import { modelItem, shortCount } from '../../../src/extension/models/modelItem.ts';

const untrained = model({ name: 'tiny', folder: '/m/tiny', trained: false, parameterCount: 52_000 });
const nano = model({ name: 'hovle-nano', folder: '/m/hovle-nano', compiled: ['int8', 'fp32'] });
const large = model({ name: 'HoVLE', folder: '/big/HoVLE', parameterCount: 2_600_000_000 });

test('without a choice the first trained model answers, else the first', () => {
  assert.equal(findModel('', [untrained, nano, large]), nano);
  assert.equal(findModel('', [untrained]), untrained);
});

test('a model is found by its name or by its folder, with or without a slash', () => {
  for (const wanted of ['HoVLE', '/big/HoVLE', '/big/HoVLE/']) assert.equal(findModel(wanted, [nano, large]), large);
});

test('a model that is not there is an error that names those that are', () => {
  assert.throws(() => findModel('gpt', [nano, large]), /no model named gpt\. Known are hovle-nano, HoVLE\./);
  assert.throws(() => findModel('gpt', []), /No model was found/);
  assert.throws(() => findModel('', []), /No model was found/);
});

test('a path is told from a name', () => {
  const paths = ['/m/x', './x', '~/x', 'a/b', 'C:\\models\\x', '..'];
  assert.deepEqual(paths.filter(isModelPath), paths);
  assert.deepEqual(['hovle-nano', 'HoVLE 2'].filter(isModelPath), []);
});

test('the list tells size, layout, what is ready, and an untrained model', () => {
  assert.deepEqual(modelItem(untrained), {
    name: 'tiny',
    icon: 'beaker',
    description: 'HoVLE · 52 K parameters · untrained',
    detail: '/m/tiny',
  });
  assert.equal(modelItem(nano).description, 'HoVLE · 20 M parameters · ready as int8, fp32');
});

test('parameter counts are short', () => {
  const cases = [
    [1000, '1 K'],
    [52_345, '52 K'],
    [1_500_000, '1.5 M'],
    [410e6, '410 M'],
    [2.6e9, '2.6 B'],
    [26e9, '26 B'],
  ] as const;
  for (const [count, text] of cases) assert.equal(shortCount(count), text);
});

function model(some: Partial<ModelSummary>): ModelSummary {
  const usual = {
    layout: 'hovle',
    parameterCount: 20_000_000,
    contextTokens: 1024,
    trained: true,
    compiled: [],
  } as const;
  return { folder: '/m/x', name: 'x', ...usual, compiled: [], ...some };
}
