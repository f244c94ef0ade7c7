import assert from 'node:assert/strict';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { openSafetensors } from '../../../src/engine/checkpoint/safetensorsFile.ts';
import { reference } from './reference.ts';

/** What each kind of model is compared on, besides pixels. */
const outputs = {
  'tiny-pre': ['inputs_embeds'],
  'tiny-post': ['inputs_embeds'],
  'tiny-scaled': ['inputs_embeds'],
  'tiny-internvl2': ['vision_features', 'projected_features'],
};

interface Case {
  readonly name: string;
  readonly images: readonly string[];
  readonly tiles: readonly number[];
  readonly input_ids: readonly number[];
}

for (const [model, names] of Object.entries(outputs)) {
  test(`${model}: every case kept has its pictures and its expected tensors, and no tensor is without a case`, async () => {
    const { cases } = JSON.parse(await readFile(reference(`${model}-cases.json`), 'utf8')) as { cases: Case[] };
    const expected = await openSafetensors(reference(`${model}-expected.safetensors`));
    await expected.close();
    assert.ok(cases.length > 0);
    for (const { name, images, tiles, input_ids } of cases) {
      for (const image of images) assert.ok((await stat(reference(image))).isFile());
      assert.equal(expected.tensors.get(`${name}.logits`)?.shape[0], input_ids.length);
      const tileCount = tiles.reduce((sum, count) => sum + count, 0);
      assert.equal(expected.tensors.get(`${name}.pixel_values`)?.shape[0] ?? 0, tileCount);
    }
    const withImages = cases.filter(({ images }) => images.length > 0).length;
    const perCase = cases.length * (names.includes('inputs_embeds') ? 2 : 1);
    const perImageCase = withImages * (names.includes('inputs_embeds') ? 1 : 3);
    assert.equal(expected.tensors.size, perCase + perImageCase);
  });
}

test('no file of the reference set is larger than a mebibyte, and all together stay under ten megabytes', async () => {
  const names = await readdir(reference(''), { recursive: true });
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(reference(''), name))).size));
  assert.ok(Math.max(...sizes) <= 1024 * 1024);
  assert.ok(sizes.reduce((sum, size) => sum + size) < 10e6);
});
