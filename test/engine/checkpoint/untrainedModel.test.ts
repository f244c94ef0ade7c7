import assert from 'node:assert/strict';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makeUntrainedModel } from '../../../scripts/makeUntrainedModel.ts';
import { openCheckpoint } from '../../../src/engine/checkpoint/openCheckpoint.ts';
import { readConfig } from '../../../src/engine/model/readConfig.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const shipped = fileURLToPath(new URL('../../../media/models/hovle-untrained', import.meta.url));

test('making the untrained model again makes the bytes that are shipped', async (t) => {
  const folder = await temporaryFolder(t);
  await makeUntrainedModel(folder);
  const files = (await readdir(shipped)).filter((file) => file !== 'README.md');
  assert.deepEqual((await readdir(folder)).sort(), files.sort());
  for (const file of files)
    assert.ok((await readFile(join(folder, file))).equals(await readFile(join(shipped, file))), file);
});

test('the untrained model is small, is one the model reads, and says everywhere that it is untrained', async () => {
  const checkpoint = await openCheckpoint(shipped);
  await checkpoint.close();
  const { trained, layout, tile } = readConfig(checkpoint.configText);
  assert.deepEqual({ trained, layout, size: tile.size }, { trained: false, layout: 'hovle', size: 112 });
  assert.match(await readFile(join(shipped, 'README.md'), 'utf8'), /nothing was ever trained/);
  const sizes = await Promise.all((await readdir(shipped)).map(async (file) => (await stat(join(shipped, file))).size));
  assert.ok(sizes.reduce((sum, size) => sum + size) < 1_500_000);
});
