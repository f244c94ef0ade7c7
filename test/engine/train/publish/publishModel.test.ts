import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { openCheckpoint } from '../../../../src/engine/checkpoint/openCheckpoint.ts';
import { readConfig } from '../../../../src/engine/model/readConfig.ts';
import { publishModel } from '../../../../src/engine/train/publish/publishModel.ts';
import { reference } from '../../checkpoint/reference.ts';
import { temporaryFolder } from '../../checkpoint/temporaryFolder.ts';

test('a published model has the checkpoint’s weights up to float16, its tokenizer and its configuration', async (t) => {
  const folder = await temporaryFolder(t);
  await publishModel(reference('tiny-pre'), folder);
  const [before, after] = [await openCheckpoint(reference('tiny-pre')), await openCheckpoint(folder)];
  assert.deepEqual([...after.tensors.keys()].sort(), [...before.tensors.keys()].sort());
  for (const [name, { dtype }] of after.tensors) {
    assert.equal(dtype, 'float16');
    const expected = await before.readFloat32(name);
    const found = await after.readFloat32(name);
    // Half a unit in the last of eleven bits; below 2⁻¹⁴, of the smallest number there is.
    const isNear = (value: number, i: number): boolean =>
      Math.abs(value - expected[i]!) <= Math.max(2 ** -11 * Math.abs(expected[i]!), 2 ** -25);
    assert.ok(found.every(isNear), name);
  }
  assert.deepEqual(readConfig(after.configText), readConfig(before.configText));
  for (const file of ['tokenizer.model', 'tokenizer_config.json'])
    assert.deepEqual(await readFile(join(folder, file)), await readFile(join(reference('tiny-pre'), file)));
  for (const checkpoint of [before, after]) await checkpoint.close();
});
