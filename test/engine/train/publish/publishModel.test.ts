import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { openCheckpoint } from '../../../../src/engine/checkpoint/openCheckpoint.ts';
import { writeShardedCheckpoint } from '../../../../src/engine/checkpoint/writeShardedCheckpoint.ts';
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

test('averaged with a model of nothing but zeros, a quarter of each weight is left', async (t) => {
  const [zeros, folder] = [await temporaryFolder(t), await temporaryFolder(t)];
  const before = await openCheckpoint(reference('tiny-pre'));
  await cp(join(reference('tiny-pre'), 'config.json'), join(zeros, 'config.json'));
  const entries = Array.from(before.tensors.values(), ({ name, shape }) => ({
    name,
    shape,
    dtype: 'float32' as const,
  }));
  await writeShardedCheckpoint(zeros, entries, ({ shape }) =>
    Promise.resolve(new Uint8Array(4 * shape.reduce((product, size) => product * size, 1))),
  );
  await publishModel(reference('tiny-pre'), folder, { folder: zeros, share: 0.25 });
  const after = await openCheckpoint(folder);
  for (const name of before.tensors.keys()) {
    const expected = await before.readFloat32(name);
    const found = await after.readFloat32(name);
    const isNear = (value: number, i: number): boolean =>
      Math.abs(value - expected[i]! / 4) <= Math.max(2 ** -11 * Math.abs(expected[i]! / 4), 2 ** -25);
    assert.ok(found.every(isNear), name);
  }
  for (const checkpoint of [before, after]) await checkpoint.close();
});

test('a model of another shape cannot be averaged with, and nothing is written', async (t) => {
  const folder = join(await temporaryFolder(t), 'model');
  const other = { folder: reference('tiny-post'), share: 0.5 };
  await assert.rejects(publishModel(reference('tiny-pre'), folder, other), { code: 'request/invalid' });
  assert.ok(!existsSync(folder));
});
