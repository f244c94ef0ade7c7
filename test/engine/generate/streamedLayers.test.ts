import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { StreamedWeight } from '../../../src/engine/compile/manifest.ts';
import { StreamedLayers } from '../../../src/engine/generate/streamedLayers.ts';
import { refused } from '../checkpoint/refused.ts';
import { temporaryFolder } from '../checkpoint/temporaryFolder.ts';

const layer = (offset: number): StreamedWeight[] => [
  { input: 'codes', dtype: 'int8', shape: [2, 2], file: 'weights.bin', offset, length: 4 },
  { input: 'scales', dtype: 'float32', shape: [1], file: 'weights.bin', offset: offset + 4, length: 4 },
];

test('each layer is read from its own place, into the memory of the one before', async (t) => {
  const folder = await temporaryFolder(t);
  const bytes = Buffer.from([1, 2, 3, -4, 0, 0, 0, 0, 5, 6, 7, -8, 0, 0, 0, 0]);
  bytes.writeFloatLE(0.5, 4);
  bytes.writeFloatLE(0.25, 12);
  await writeFile(join(folder, 'weights.bin'), bytes);
  const layers = await StreamedLayers.open(folder, [layer(0), layer(8)]);
  t.after(() => layers.close());
  const first = await layers.read(0);
  assert.deepEqual([...(first['codes']?.data ?? [])], [1, 2, 3, -4]);
  assert.deepEqual([...(first['scales']?.data ?? [])], [0.5]);
  const second = await layers.read(1);
  assert.deepEqual([...(second['codes']?.data ?? [])], [5, 6, 7, -8]);
  assert.deepEqual([...(second['scales']?.data ?? [])], [0.25]);
  assert.equal(second['codes']?.data, first['codes']?.data);
});

test('a file that ends within a layer is refused, and so is one that is not there', async (t) => {
  const folder = await temporaryFolder(t);
  await writeFile(join(folder, 'weights.bin'), Buffer.alloc(10));
  const layers = await StreamedLayers.open(folder, [layer(0), layer(8)]);
  t.after(() => layers.close());
  await refused(() => layers.read(1), 'session/cannot-load', { file: 'weights.bin' });
  await assert.rejects(StreamedLayers.open(join(folder, 'elsewhere'), [layer(0)]), { code: 'ENOENT' });
});
