import assert from 'node:assert/strict';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { exportModel } from '../../../../src/engine/train/recipe/exportModel.ts';
import { temporaryFolder } from '../../checkpoint/temporaryFolder.ts';

test('a model that cannot be written is refused as other files are, and nothing of it is left', async (t) => {
  const folder = await temporaryFolder(t);
  const checkpoint = join(folder, 'step-00000001');
  // Where the card is to be written lies a folder.
  await mkdir(join(checkpoint, 'README.md'), { recursive: true });
  await writeFile(join(checkpoint, 'config.json'), '{}');
  const model = join(folder, 'model');
  await assert.rejects(exportModel(checkpoint, model, 'card'), { code: 'disk/is-folder', details: { file: model } });
  assert.deepEqual(await readdir(folder), ['step-00000001']);
});
