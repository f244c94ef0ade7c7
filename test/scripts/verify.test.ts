import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { printTable } from '../../scripts/verify/printTable.ts';
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

test('what is wrong with one set or one case is a miss with a sentence, and the rest is checked', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hovle-damaged-'));
  try {
    await cp(reference, folder, {
      recursive: true,
      filter: (path) => !/tiny-(pre|post|scaled)|tiny-\w+-training/.test(path),
    });
    await cp(join(reference, 'tiny-pre'), join(folder, 'tiny-pre'), { recursive: true });
    await cp(join(reference, 'tiny-pre-tokenizer.json'), join(folder, 'tiny-pre-tokenizer.json'));
    await writeFile(join(folder, 'lost-training.json'), '{}');
    await writeFile(join(folder, 'cut-cases.json'), '{"cases": [');
    const file = join(folder, 'tiny-internvl2-cases.json');
    const { cases } = JSON.parse(await readFile(file, 'utf8')) as { cases: { name: string; images: string[] }[] };
    const [whole] = cases;
    const changes = { name: 'blind', images: ['images/gone.png'], min_top2_margin: 0, greedy_text: 'else' };
    await writeFile(file, JSON.stringify({ cases: [{ ...whole, ...changes }, whole] }));
    const checks = await verifyFolder(folder);
    const missed = checks.filter(({ passed }) => !passed);
    assert.deepEqual(
      missed.map(({ set, subject, what }) => [set, subject, what]),
      [
        ['cut', 'cases', 'the model'],
        ['lost', 'training', 'the training'],
        ['tiny-internvl2', 'blind', 'the prompt'],
        ['tiny-internvl2', 'blind', 'the arithmetic'],
      ],
    );
    assert.match(missed[2]?.found ?? '', /gone\.png does not exist/);
    assert.ok(checks.some(({ set, subject }) => set === 'tiny-internvl2' && subject === whole?.name));
    assert.ok(checks.some(({ set, subject, passed }) => set === 'tiny-pre' && subject === 'tokenizer' && passed));
    assert.match(printTable(checks), /MISS  lost .* no error  .*config\.json is missing/);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('where rounding may choose the next token, the text of the ids is still checked', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hovle-margin-'));
  try {
    await cp(reference, folder, { recursive: true, filter: (path) => !/tiny-(pre|post|scaled)/.test(path) });
    const file = join(folder, 'tiny-internvl2-cases.json');
    const { cases } = JSON.parse(await readFile(file, 'utf8')) as { cases: object[] };
    const changed = cases.map((one) => ({ ...one, min_top2_margin: 0, greedy_ids: [5, 6], greedy_text: 'other' }));
    await writeFile(file, JSON.stringify({ cases: changed }));
    const missed = (await verifyFolder(folder)).filter(({ passed }) => !passed);
    assert.deepEqual(
      missed.map(({ what }) => what),
      changed.map(() => 'greedy text'),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
