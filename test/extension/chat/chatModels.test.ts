import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { readChatModels } from '../../../src/extension/chat/chatModels.ts';

test('the shipped model is listed from its files', async () => {
  const models = await readChatModels(['media/models']);
  const untrained = models.find(({ name }) => name === 'hovle-untrained');
  assert.deepEqual([untrained?.layout, untrained?.trained], ['hovle', false]);
});

test('what is no model is passed over, and of two with one name the first counts', async () => {
  const root = mkdtempSync(path.join(tmpdir(), 'hovle-models-'));
  const write = (folder: string, config: string) => {
    mkdirSync(path.join(root, folder), { recursive: true });
    writeFileSync(path.join(root, folder, 'config.json'), config);
  };
  try {
    write('a/model', '{"llm_config": {}, "embedding_config": {}}');
    write('b/model', '{"llm_config": {}, "vision_config": {}}');
    write('b/damaged', '{"llm_config"');
    write('b/other', '{"model_type": "bert"}');
    const models = await readChatModels([path.join(root, 'a'), path.join(root, 'b'), path.join(root, 'none')]);
    assert.deepEqual(
      models.map(({ name, layout, trained }) => [name, layout, trained]),
      [['model', 'hovle', true]],
    );
  } finally {
    rmSync(root, { recursive: true });
  }
});
