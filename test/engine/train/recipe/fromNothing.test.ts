import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { openCheckpoint } from '../../../../src/engine/checkpoint/openCheckpoint.ts';
import { readConfig } from '../../../../src/engine/model/readConfig.ts';
import { readTokenizer } from '../../../../src/engine/text/readTokenizer.ts';
import { runRecipe } from '../../../../src/engine/train/recipe/runRecipe.ts';
import { temporaryFolder } from '../../checkpoint/temporaryFolder.ts';

const configs = join(import.meta.dirname, '..', '..', '..', '..', 'recipes', 'nano');

/** The chain of the nano recipe, a step of each. */
const recipe = `name: from nothing
threads: 1
readers: 0
defaults: { steps: 1, rate: 1e-3, samplesPerStep: 2, data: [{ world: [shapes], highest: 1 }] }
stages:
  - stage: pretrain
    model:
      config: ${configs}/compositional.config.json
      tokenizer: { data: [{ world: [shapes], highest: 1 }], sentences: sentences.txt, longPieces: 60 }
  - { stage: compositional, name: teacher }
  - stage: distill
    model: { config: ${configs}/hovle.config.json, tokenizer: pretrain, from: pretrain }
    teacher: teacher
  - stage: align
  - stage: instruct
`;

test('a recipe makes a tokenizer, a teacher and a model from nothing', async (t) => {
  const folder = await temporaryFolder(t);
  await writeFile(join(folder, 'chain.yaml'), recipe);
  await writeFile(join(folder, 'sentences.txt'), 'Is the elephant grey?\n');
  const call = { out: join(folder, 'run'), allowChanges: false, clock: () => performance.now() };
  const { reason, model } = await runRecipe(join(folder, 'chain.yaml'), call);
  assert.equal(reason, 'done');
  const checkpoint = await openCheckpoint(model!);
  await checkpoint.close();
  const config = readConfig(checkpoint.configText);
  const tokenizer = await readTokenizer(model!);
  assert.deepEqual([config.layout, config.vocabularySize], ['hovle', tokenizer.vocabularySize]);
  assert.equal(tokenizer.encodeParts([{ text: ' elephant' }], { bos: false }).length, 1);
  assert.deepEqual(
    await readFile(join(model!, 'tokenizer.model')),
    await readFile(join(folder, 'run', '1-pretrain', 'tokenizer', 'tokenizer.model')),
  );
});
