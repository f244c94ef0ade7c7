import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { hasCode } from '../../../../src/engine/api/errors.ts';
import { openCheckpoint } from '../../../../src/engine/checkpoint/openCheckpoint.ts';
import { readConfig } from '../../../../src/engine/model/readConfig.ts';
import { readTokenizer } from '../../../../src/engine/text/readTokenizer.ts';
import { createModel } from '../../../../src/engine/train/initial/createModel.ts';
import { temporaryFolder } from '../../checkpoint/temporaryFolder.ts';
import { smallTokenizer } from '../tokenizer/cases.ts';
import { nanoConfig, type NanoConfig } from './nanoConfigs.ts';

async function tokenizerFolder(t: TestContext): Promise<string> {
  const folder = await temporaryFolder(t);
  for (const [file, content] of smallTokenizer().files) await writeFile(join(folder, file), content);
  return folder;
}

async function create(
  t: TestContext,
  name: NanoConfig,
  from?: string,
  change = (text: string) => text,
): Promise<string> {
  const folder = await temporaryFolder(t);
  const tokenizer = await tokenizerFolder(t);
  await createModel(folder, {
    configText: change(nanoConfig(name)),
    tokenizer,
    seed: from ? 2 : 1,
    ...(from && { from }),
  });
  return folder;
}

async function read(folder: string, tensor: string): Promise<Float32Array> {
  const checkpoint = await openCheckpoint(folder);
  return checkpoint.readFloat32(tensor).finally(() => checkpoint.close());
}

test('a new model is one the engine reads, and its sizes are those of its tokenizer', async (t) => {
  const folder = await create(t, 'hovle');
  const checkpoint = await openCheckpoint(folder);
  const config = readConfig(checkpoint.configText);
  await checkpoint.close();
  const tokenizer = await readTokenizer(folder);
  assert.ok(config.layout === 'hovle');
  assert.deepEqual(
    [config.vocabularySize, config.imageTokenId],
    [tokenizer.vocabularySize, tokenizer.idOf('<IMG_CONTEXT>')],
  );
});

test('what an earlier model learned is taken over; the module’s words begin as the language model’s', async (t) => {
  const language = await create(t, 'compositional');
  const hovle = await create(t, 'hovle', language);
  const words = await read(language, 'language_model.model.tok_embeddings.weight');
  const projector = 'embedding_model.pixel_shuffle_proj.0.weight';
  assert.deepEqual(await read(hovle, 'language_model.model.tok_embeddings.weight'), words);
  assert.deepEqual(await read(hovle, 'embedding_model.llm_text_embeddings.weight'), words);
  assert.notDeepEqual(await read(hovle, projector), await read(await create(t, 'hovle'), projector));
});

test('an earlier model of other sizes is refused', async (t) => {
  const narrow = await create(t, 'compositional', undefined, (text) => text.replaceAll('512', '256'));
  await assert.rejects(create(t, 'hovle', narrow), (error) => hasCode(error, 'checkpoint/wrong-shape'));
});
