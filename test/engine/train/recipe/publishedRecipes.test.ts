import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { openCheckpoint } from '../../../../src/engine/checkpoint/openCheckpoint.ts';
import { readRecipe } from '../../../../src/engine/train/recipe/recipe.ts';
import { runRecipe } from '../../../../src/engine/train/recipe/runRecipe.ts';
import { reference } from '../../checkpoint/reference.ts';

const folder = join(import.meta.dirname, '..', '..', '..', '..', 'recipes');

test('the recipe hovle has the three stages of the paper', async () => {
  const file = join(folder, 'hovle', 'hovle.yaml');
  const { stages } = readRecipe(await readFile(file, 'utf8'), file);
  assert.deepEqual(
    stages.map(({ stage }) => stage),
    ['distill', 'align', 'instruct'],
  );
});

test('the recipe finetune adapts a model to a folder of captioned pictures', async () => {
  const own = await mkdtemp(join(tmpdir(), 'hovle-finetune-'));
  try {
    await cp(reference('tiny-pre'), join(own, 'model'), { recursive: true });
    await mkdir(join(own, 'data'));
    for (const [i, background] of ['red', 'green', 'blue', 'white', 'black', 'gray'].entries()) {
      const picture = sharp({ create: { width: 30 + i, height: 20, channels: 3, background } });
      await picture.png().toFile(join(own, 'data', `${background}.png`));
      await writeFile(join(own, 'data', `${background}.txt`), `all ${background}`);
    }
    const text = await readFile(join(folder, 'finetune', 'finetune.yaml'), 'utf8');
    const short = text.replace('steps: 500', 'steps: 3').replace('every: 50, samples', 'every: 2, samples');
    await writeFile(join(own, 'finetune.yaml'), `threads: 1\nreaders: 0\n${short}`);
    const call = { out: join(own, 'run'), allowChanges: false, clock: () => performance.now() };
    const { reason, model } = await runRecipe(join(own, 'finetune.yaml'), call);
    assert.equal(reason, 'done');
    const [before, now] = [await openCheckpoint(join(own, 'model')), await openCheckpoint(model!)];
    const wqkv = 'language_model.model.layers.0.attention.wqkv.weight';
    assert.notDeepEqual(await now.readFloat32(wqkv), await before.readFloat32(wqkv));
    await before.close();
    await now.close();
  } finally {
    await rm(own, { recursive: true });
  }
});
