import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import type { NameRequest, Survey } from '../../../src/engine/api/spaceApi.ts';
import { ExplorerModel } from '../../../src/extension/webviews/explorerModel.ts';

const words = ['red', 'green', 'blue'].map((piece, id) => ({ kind: 'text' as const, id, piece }));
const values = Float32Array.from({ length: 12 }, (_, i) => i);

/** Two layers of three vectors of two numbers each, which lie behind four bytes of something else. */
async function taken(t: TestContext) {
  const folder = await mkdtemp(path.join(tmpdir(), 'hovle-model-'));
  t.after(() => rm(folder, { recursive: true }));
  const asked: NameRequest[] = [];
  const computed: string[] = [];
  const layer = (offsetBytes: number): Survey['layers'][number] => ({
    ...{ rows: 'holistic', projection: new Float32Array(9), explained: [], numbers: {}, offsetBytes },
  });
  const survey: Survey = {
    ...{ width: 2, tokens: { holistic: words, language: words }, layers: [layer(4), layer(28)], pictures: [] },
    ...{ model: '/models/one', trained: true, device: 'cpu', precision: 'int8' },
  };
  const model = new ExplorerModel(
    {
      take: async (_subject, out) => {
        await writeFile(out, Buffer.concat([Buffer.alloc(4), Buffer.from(values.buffer)]));
        return survey;
      },
      arrange: async ({ layer: of, axes = 2 }) => {
        computed.push(`map ${of} ${axes}`);
        return { layer: of, positions: new Float32Array(9) };
      },
      cluster: async ({ layer: of, count = 6 }) => {
        computed.push(`clusters ${of} ${count}`);
        return { layer: of, groups: new Uint8Array(3) };
      },
      nameVectors: async (request) => {
        asked.push(request);
        return { names: [[{ piece: '▁red', probability: 0.5 }]] };
      },
    },
    folder,
    'first',
  );
  await model.take({ images: [], words: 'red green blue' }, {});
  return { model, asked, computed };
}

test('the vectors of a layer are read from where the survey says', async (t) => {
  const { model } = await taken(t);
  assert.deepEqual(await model.vectors(0), values.subarray(0, 6));
  assert.deepEqual(await model.vectors(1), values.subarray(6));
});

test('a row is named by the model that made it, as it was loaded then', async (t) => {
  const { model, asked } = await taken(t);
  assert.deepEqual(await model.names(1, 2, {}), [{ piece: '▁red', probability: 0.5 }]);
  assert.deepEqual(asked, [{ model: '/models/one', device: 'cpu', precision: 'int8', vectors: values.subarray(10) }]);
});

test('layers and rows that there are not are answered with nothing, and so is everything once it is forgotten', async (t) => {
  const { model } = await taken(t);
  assert.equal(await model.vectors(2), undefined);
  assert.equal(await model.map(7, 2, {}), undefined);
  assert.equal(await model.clusters(7, 3, {}), undefined);
  assert.equal(await model.names(0, 3, {}), undefined);
  model.forget();
  assert.equal(model.survey, undefined);
  assert.equal(await model.vectors(0), undefined);
  assert.equal(await model.names(0, 0, {}), undefined);
});

test('maps and groups are computed once, and anew for another survey', async (t) => {
  const { model, computed } = await taken(t);
  const ask = async () => {
    for (const axes of [2, 3, 2] as const) await model.map(1, axes, {});
    for (const count of [6, 5, 6]) await model.clusters(1, count, {});
  };
  await ask();
  await ask();
  const once = ['map 1 2', 'map 1 3', 'clusters 1 6', 'clusters 1 5'];
  assert.deepEqual(computed, once);
  await model.take({ images: [], words: 'red green blue' }, {});
  await ask();
  assert.deepEqual(computed, [...once, ...once]);
});
