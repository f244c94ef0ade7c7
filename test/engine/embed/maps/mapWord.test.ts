import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { mapMethods } from '../../../../src/engine/api/choices.ts';
import type { MapProgress, WordMap } from '../../../../src/engine/api/mapApi.ts';
import { mapBytes } from '../../../../src/engine/embed/maps/mapMemory.ts';
import { mapPatches, withoutThumbnails } from '../../../../src/engine/embed/maps/mapPatches.ts';
import { mapWith } from '../../../../src/engine/embed/maps/mapWord.ts';
import { createLocalEngine } from '../../../../src/engine/host/localEngine.ts';
import type { ModelConfig } from '../../../../src/engine/model/config.ts';
import { refused } from '../../checkpoint/refused.ts';
import { temporaryFolder } from '../../checkpoint/temporaryFolder.ts';
import { tinyRequest, tinyStage, type TinyName } from './mapStage.ts';

async function engineFor(t: TestContext) {
  const engine = createLocalEngine({ cacheFolder: await temporaryFolder(t), threads: 1 });
  t.after(() => engine.close());
  return engine;
}

for (const name of ['tiny-pre', 'tiny-post', 'tiny-internvl2'] satisfies TinyName[])
  test(`every method maps a word of ${name} over its pictures, and they agree on its probability`, async (t) => {
    const engine = await engineFor(t);
    const request = { ...tinyRequest(name, 'a cat'), pieces: { first: 1, count: 2 } };
    const { pieces } = await engine.explain(request);
    const expected = pieces[1]!.probability * pieces[2]!.probability;
    for (const method of mapMethods) {
      const map = await engine.map({ ...request, method });
      assert.ok(Math.abs(map.probability / expected - 1) < 1e-3, `${method}: ${map.probability}, not ${expected}`);
      assert.ok(map.views.length > 0 && map.views.every(({ values }) => values.length === map.patches.length));
      assert.ok(map.views.every(({ values }) => values.every(Number.isFinite)));
      assert.equal(map.pictures.length, 1);
      const thumbnails = map.patches.filter(({ thumbnail }) => thumbnail).length;
      assert.ok(method === 'similarity' || thumbnails === 0);
    }
  });

test('progress rises to the end, and a cancelled map ends between two layers', async (t) => {
  const engine = await engineFor(t);
  const request = { ...tinyRequest('tiny-pre', 'a'), method: 'gradient' } as const;
  const fractions: number[] = [];
  const note = (progress: MapProgress): void => {
    if (progress.stage === 'mapping') fractions.push(progress.fraction);
  };
  await engine.map(request, { onProgress: note });
  assert.deepEqual(
    fractions,
    fractions.toSorted((a, b) => a - b),
  );
  assert.equal(fractions.at(-1), 1);
  const abort = new AbortController();
  let stations = 0;
  const stop = (progress: MapProgress): void => {
    if (progress.stage === 'mapping' && ++stations === 3) abort.abort();
  };
  await refused(() => engine.map(request, { signal: abort.signal, onProgress: stop }), 'request/cancelled');
  assert.equal(stations, 3);
});

test('what cannot be mapped is a sentence, by every method', async (t) => {
  const engine = await engineFor(t);
  const request = tinyRequest('tiny-pre', 'a cat');
  for (const method of mapMethods) {
    const map = (more: object): Promise<WordMap> => engine.map({ ...request, method, ...more });
    await refused(() => map({ answer: '' }), 'map/no-words');
    await refused(() => map({ turns: [{ role: 'user', text: 'What?' }] }), 'map/no-picture');
    for (const pieces of [
      { first: 0, count: 0 },
      { first: 9, count: 1 },
      { first: -1, count: 1 },
      { first: 0.5, count: 1 },
      { first: 0, count: 4 },
    ])
      await refused(() => map({ pieces }), 'map/no-such-pieces', { pieces: 3 });
  }
});

test('a map that does not fit into memory says so before any weight is read, and what remains', async (t) => {
  const { request, model } = await tinyStage(t, 'tiny-pre', 'a cat');
  const call = { clock: () => 0, freeBytes: 1000 };
  const details = { freeBytes: 1000, others: ['similarity'] };
  for (const method of ['gradient', 'attention'] as const)
    await refused(() => mapWith(model, { ...request, method }, call), 'map/too-large', { ...details, method });
});

test('weights and results that are no numbers are told apart from maps', async (t) => {
  const { request, model } = await tinyStage(t, 'tiny-pre', 'a cat');
  const call = { clock: () => 0, freeBytes: Infinity };
  const norm = await model.weights.read('language_model.model.norm.weight');
  // As large as float32 goes: the scores of words become infinite.
  norm.fill(3e38);
  await refused(() => mapWith(model, { ...request, method: 'gradient' }, call), 'map/not-a-number', {
    method: 'gradient',
    others: ['attention', 'similarity'],
  });
});

test('what is kept for a model of the published size is bounded by a layer, not by the model', () => {
  const stack = {
    width: 2048,
    heads: 16,
    keyValueHeads: 8,
    headWidth: 128,
    intermediateWidth: 8192,
    normEpsilon: 1e-5,
  };
  const shared = { ...stack, attentionBias: false, feedForwardBias: false, rope: { theta: 1e6, maxPositions: 32768 } };
  const config: ModelConfig = {
    ...{ layout: 'hovle', template: 'internlm2-chat', vocabularySize: 92553, trained: true, imageTokenId: 92546 },
    ...{ pixelShuffle: 'pre', normalizeOutput: false },
    tile: {
      ...{
        size: 448,
        patchSize: 14,
        channels: 3,
        shuffle: 2,
        minTiles: 1,
        maxTiles: 6,
        dynamic: true,
        thumbnail: true,
      },
    },
    embedding: { ...shared, layers: 8 },
    language: { ...shared, layers: 24 },
  };
  const needed = mapBytes(config, { rows: 1024, tokens: 1024 });
  assert.ok(needed > 0.5e9 && needed < 2e9, `${needed} bytes`);
});

test('the thumbnail is laid over the tiles, and nothing is lost or moved', () => {
  const summaries = [{ path: 'a.png', width: 2, height: 1, grid: [2, 1] as [number, number], tiles: 3 }];
  const patches = mapPatches(summaries, 2);
  // The second tile's last patch lies under the thumbnail's last.
  const values = Float32Array.from([0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 2]);
  const shown = withoutThumbnails(patches, [{ kind: 'gradient', values }], { summaries, side: 2 });
  assert.deepEqual([...shown.views[0]!.values], [0, 0, 0, 0, 0, 0, 1, 5]);
  assert.ok(shown.patches.length === 8 && shown.patches.every(({ thumbnail }) => !thumbnail));
});
