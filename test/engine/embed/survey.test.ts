import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import sharp from 'sharp';
import type { SurveyProgress } from '../../../src/engine/api/spaceApi.ts';
import { openSafetensors } from '../../../src/engine/checkpoint/safetensorsFile.ts';
import { createLocalEngine } from '../../../src/engine/host/localEngine.ts';
import { refused } from '../checkpoint/refused.ts';
import { temporaryFolder } from '../checkpoint/temporaryFolder.ts';

const golden = join(import.meta.dirname, '..', '..', 'golden', 'reference');
const pictures: Record<string, string> = {
  'tiny-pre': 'tiny-pre-tall-tie-0.png',
  'tiny-post': 'tiny-post-two-turns-0.png',
  'tiny-internvl2': 'tiny-internvl2-wide-and-tall-0.png',
};

async function stage(t: TestContext, name: string) {
  const folder = await temporaryFolder(t);
  const engine = createLocalEngine({ cacheFolder: join(folder, 'cache') });
  t.after(() => engine.close());
  const images = [{ path: join(golden, 'images', pictures[name]!) }];
  return { engine, folder, request: { model: join(golden, name), images, text: 'red', device: 'cpu' } as const };
}

for (const name of Object.keys(pictures))
  test(`every layer of ${name} is what embedding at that layer gives, in the file as in the projection`, async (t) => {
    const { engine, folder, request } = await stage(t, name);
    const out = join(folder, 'layers.safetensors');
    const survey = await engine.survey({ ...request, out });
    const file = await openSafetensors(out);
    t.after(() => file.close());
    const bytes = await readFile(out);
    for (const [layer, { rows, projection, offsetBytes, explained }] of survey.layers.entries()) {
      const embedding = await engine.embed({ ...request, layer });
      const vectors = await file.readFloat32(`layer.${layer}`);
      close(vectors, embedding.vectors);
      assert.deepEqual(survey.tokens[rows], embedding.tokens);
      assert.equal(projection.length, embedding.tokens.length * 3);
      assert.equal(bytes.readFloatLE(offsetBytes), vectors[0]);
      assert.ok(explained.every((share, c) => share >= 0 && share <= (explained[c - 1] ?? 1)));
    }
    assert.equal(survey.layers.length, file.tensors.size);
    await refused(() => engine.embed({ ...request, layer: survey.layers.length }), 'embed/no-such-layer');
  });

test('pictures come along as they are seen, and progress ends at one', async (t) => {
  const { engine, folder, request } = await stage(t, 'tiny-post');
  const progress: SurveyProgress[] = [];
  const survey = await engine.survey(request, { onProgress: (one) => progress.push(one) });
  const [picture] = survey.pictures;
  assert.equal(picture?.rgb.length, picture!.shownWidth * picture!.shownHeight * 3);
  assert.ok(picture.tiles >= picture.grid[0] * picture.grid[1]);
  assert.deepEqual([...new Set(progress.map(({ stage }) => stage))], ['compiling', 'loading', 'layers', 'projection']);
  assert.equal(progress.at(-1)?.fraction, 1);
  assert.deepEqual(await readdir(folder), ['cache']);
});

test('words alone have numbers that need no picture', async (t) => {
  const { engine, request } = await stage(t, 'tiny-pre');
  const { layers } = await engine.survey({ ...request, images: [] });
  for (const { numbers } of layers) assert.deepEqual(Object.keys(numbers), ['anisotropy']);
});

test('what cannot be surveyed is refused, and nothing is left of its file', async (t) => {
  const { engine, folder, request } = await stage(t, 'tiny-pre');
  const out = join(folder, 'layers.safetensors');
  await refused(() => engine.survey({ ...request, images: [], text: '', out }), 'embed/nothing');
  await refused(() => engine.survey({ ...request, out: join(folder, 'gone', 'layers') }), 'disk/no-folder');
  const abort = new AbortController();
  const onProgress = ({ stage }: SurveyProgress) => stage === 'layers' && abort.abort();
  await refused(() => engine.survey({ ...request, out }, { signal: abort.signal, onProgress }), 'request/cancelled');
  assert.ok(!existsSync(out));
  assert.deepEqual(await readdir(folder), ['cache']);
});

function close(actual: Float32Array, expected: Float32Array): void {
  assert.equal(actual.length, expected.length);
  for (const [i, value] of expected.entries())
    assert.ok(Math.abs(actual[i]! - value) <= 1e-4 * (1 + Math.abs(value)), `${actual[i]} is not ${value} at ${i}`);
}

test('a layer of a survey is laid out as a map, the same in every run', async (t) => {
  const { engine, folder, request } = await stage(t, 'tiny-post');
  const file = join(folder, 'layers.safetensors');
  const survey = await engine.survey({ ...request, out: file });
  const rows = survey.tokens.holistic.length;
  const progress: number[] = [];
  const flat = await engine.arrange({ file, layer: 1 }, { onProgress: (fraction) => progress.push(fraction) });
  const deep = await engine.arrange({ file, layer: 1, axes: 3 });
  assert.equal(flat.positions.length, rows * 3);
  assert.ok(flat.positions.every((value, i) => Number.isFinite(value) && (i % 3 < 2 || value === 0)));
  assert.ok(deep.positions.some((value, i) => i % 3 === 2 && value !== 0));
  assert.equal(progress.at(-1), 1);
  assert.deepEqual(await engine.arrange({ file, layer: 1 }), flat);
  await refused(() => engine.arrange({ file, layer: 99 }), 'checkpoint/missing-tensor');
  await refused(() => engine.arrange({ file: join(folder, 'gone'), layer: 0 }), 'disk/missing');
});

test('a layer of a survey is gathered into groups, the same in every run', async (t) => {
  const { engine, folder, request } = await stage(t, 'tiny-post');
  const file = join(folder, 'layers.safetensors');
  const survey = await engine.survey({ ...request, out: file });
  const { groups } = await engine.cluster({ file, layer: 1, count: 3 });
  assert.equal(groups.length, survey.tokens.holistic.length);
  assert.deepEqual([...new Set(groups)].sort(), [0, 1, 2]);
  assert.deepEqual((await engine.cluster({ file, layer: 1, count: 3 })).groups, groups);
  for (const count of [0, 1.5, 256])
    await refused(() => engine.cluster({ file, layer: 1, count }), 'embed/cluster-count');
  await refused(() => engine.cluster({ file, layer: 99 }), 'checkpoint/missing-tensor');
  const signal = AbortSignal.abort();
  await refused(() => engine.cluster({ file, layer: 1 }, { signal }), 'request/cancelled');
});

test('more than the model can read at once is refused in a sentence', async (t) => {
  const { engine, request } = await stage(t, 'tiny-pre');
  const long = { ...request, text: 'red '.repeat(100_000) };
  await refused(() => engine.survey(long), 'embed/too-long');
});

test('a survey is drawn as PNG files: the points of up to nine layers, and each picture small', async (t) => {
  const { engine, request } = await stage(t, 'tiny-pre');
  const { drawn, layers } = await engine.survey({ ...request, draw: true });
  assert.ok(drawn);
  assert.deepEqual([drawn.layers[0], drawn.layers.at(-1)], [0, layers.length - 1]);
  const { width, height, channels } = await sharp(drawn.plot).metadata();
  const rows = Math.ceil(drawn.layers.length / 3);
  assert.deepEqual([width, height, channels], [752, 8 + rows * 188, 3]);
  const { dominant } = await sharp(drawn.plot).stats();
  assert.deepEqual(dominant, { r: 248, g: 248, b: 248 });
  const small = await Promise.all(drawn.pictures.map((png) => sharp(png).metadata()));
  assert.ok(small.length === 1 && small.every((one) => Math.max(one.width, one.height) <= 256));
  assert.equal((await engine.survey(request)).drawn, undefined);
});
