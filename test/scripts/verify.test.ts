import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { verifyFolder } from '../../scripts/verify/verifyFolder.ts';

const reference = join(import.meta.dirname, '..', 'golden', 'reference');

test('the engine equals the published implementation on every reference set', async () => {
  const checks = await verifyFolder(reference);
  const kinds = new Set(checks.map(({ what }) => what));
  assert.deepEqual(
    checks.filter(({ passed }) => !passed),
    [],
  );
  assert.deepEqual(new Set(checks.map(({ set }) => set)).size, 4);
  for (const what of ['logits', 'inputs_embeds', 'vision_features', 'pixel values', 'greedy ids']) {
    assert.ok(kinds.has(what), `${what} was checked`);
  }
});

test('a checkpoint whose weights were changed misses', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hovle-changed-'));
  try {
    await cp(reference, folder, {
      recursive: true,
      filter: (path) => !/tiny-(post|scaled|internvl2)-cases/.test(path),
    });
    const shard = join(folder, 'tiny-pre', 'model-00002-of-00002.safetensors');
    const bytes = await readFile(shard);
    // The upper half of a float32 in the middle of the language model's weights.
    bytes.writeUInt16LE(0x3f80, (bytes.length >> 3) * 4 + 2);
    await writeFile(shard, bytes);
    const missed = (await verifyFolder(folder)).filter(({ passed }) => !passed);
    assert.ok(missed.some(({ what }) => what === 'logits'));
    assert.ok(missed.every(({ what }) => what !== 'pixel values' && what !== 'input ids'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
