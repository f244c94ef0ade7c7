import assert from 'node:assert/strict';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Precision } from '../../../src/engine/api/choices.ts';
import { openCheckpoint } from '../../../src/engine/checkpoint/openCheckpoint.ts';
import { compileModel } from '../../../src/engine/compile/compileModel.ts';
import { isUpToDate } from '../../../src/engine/compile/modelCache.ts';
import { loadModel } from '../../../src/engine/generate/loadedModel.ts';
import { refused } from '../checkpoint/refused.ts';
import { temporaryFolder } from '../checkpoint/temporaryFolder.ts';

const reference = join(import.meta.dirname, '..', '..', 'golden', 'reference');
const spans = [{ kind: 'text', ids: Array.from({ length: 60 }, (_, i) => (i * 37 + 5) % 900) }] as const;

async function logitsOf(folder: string): Promise<Float32Array> {
  const model = await loadModel(folder, { device: 'cpu', prefixCacheBytes: 0 });
  try {
    return (await model.decoder.evaluate({ spans })).logits;
  } finally {
    await model.close();
  }
}

function relativeError(found: Float32Array, expected: Float32Array): number {
  const square = (sum: number, value: number): number => sum + value * value;
  const difference = found.map((value, i) => value - (expected[i] ?? NaN));
  return Math.sqrt(difference.reduce(square, 0) / expected.reduce(square, 0));
}

/** What random weights of this size lose: far more than trained ones, as nothing in them agrees. */
const largestError: { readonly [P in Exclude<Precision, 'fp32'>]: number } = { int8: 0.15, int4: 0.8 };

for (const name of ['tiny-pre', 'tiny-post', 'tiny-internvl2']) {
  test(`${name}: 8 bits lose little, 4 bits more, and the report says as much as running shows`, async (t) => {
    const folder = await temporaryFolder(t);
    await compileModel(join(reference, name), { precision: 'fp32', out: join(folder, 'fp32') });
    const exact = await logitsOf(join(folder, 'fp32'));
    const errors: number[] = [];
    for (const precision of ['int8', 'int4'] as const) {
      const report = await compileModel(join(reference, name), { precision, out: join(folder, precision) });
      const error = relativeError(await logitsOf(join(folder, precision)), exact);
      assert.ok(error < largestError[precision], `${precision} loses ${error}`);
      assert.ok(report.logits && report.logits.relativeError > error / 4 && report.logits.relativeError < error * 4);
      assert.ok(report.layers.every((layer) => layer.relativeError > 0 && layer.relativeError < 0.3));
      errors.push(error);
    }
    assert.ok(Number(errors[0]) < Number(errors[1]));
  });
}

test('prompts through the faster weights end where the others end, to within what rounding loses', async (t) => {
  const folder = await temporaryFolder(t);
  await compileModel(join(reference, 'tiny-post'), { precision: 'int4', out: join(folder, 'int4') });
  const model = await loadModel(join(folder, 'int4'), { device: 'cpu', prefixCacheBytes: 0 });
  const cache = model.decoder.newCache();
  const last = await model.decoder.prefill(cache, { spans });
  const whole = (await model.decoder.evaluate({ spans })).logits.slice(-last.length);
  cache.close();
  await model.close();
  const error = relativeError(last, whole);
  assert.ok(error > 0, 'the prompt went through the same weights');
  assert.ok(error < largestError.int4, `differs by ${error}`);
});

for (const name of ['tiny-pre', 'tiny-post', 'tiny-internvl2']) {
  test(`${name}: prompts through the faster weights end where the model with those weights alone ends`, async (t) => {
    const folder = await temporaryFolder(t);
    const lastLogits: Float32Array[] = [];
    for (const precision of ['int4', 'int8'] as const) {
      await compileModel(join(reference, name), { precision, out: join(folder, precision) });
    }
    const cases = [
      ['int8', 'lean'],
      ['int4', 'fast'],
      ['int4', 'streamed'],
    ] as const;
    for (const [precision, promptWeights] of cases) {
      const model = await loadModel(join(folder, precision), { device: 'cpu', prefixCacheBytes: 0, promptWeights });
      const cache = model.decoder.newCache();
      lastLogits.push(await model.decoder.prefill(cache, { spans }));
      cache.close();
      await model.close();
    }
    const [expected, ...found] = lastLogits;
    for (const logits of found) {
      const error = relativeError(logits, expected!);
      // Sums in another order, and now and then an activation that is rounded to the next code for it.
      assert.ok(error < 0.01, `differs by ${error}`);
    }
  });
}

test('a compilation stopped at any step goes on there, and ends in the same bytes', async (t) => {
  const folder = await temporaryFolder(t);
  const source = join(reference, 'tiny-pre');
  let allSteps = 0;
  await compileModel(source, { precision: 'int4', out: join(folder, 'whole'), onProgress: () => allSteps++ });
  const stops = [1, 2, 1];
  for (const stopAfter of stops) {
    const abort = new AbortController();
    let steps = 0;
    const onProgress = (): void => {
      if (++steps === stopAfter) abort.abort();
    };
    const out = join(folder, 'stopped');
    await refused(
      () => compileModel(source, { precision: 'int4', out, signal: abort.signal, onProgress }),
      'request/cancelled',
    );
  }
  let resumedSteps = 0;
  await compileModel(source, { precision: 'int4', out: join(folder, 'stopped'), onProgress: () => resumedSteps++ });
  assert.equal(resumedSteps, allSteps - stops.reduce((a, b) => a + b, 0));
  const [whole, stopped] = await Promise.all(['whole', 'stopped'].map((name) => contents(join(folder, name))));
  assert.deepEqual(stopped, whole);
});

/** Every file of a folder with its bytes, the same for equal compilations. */
async function contents(folder: string): Promise<[string, string][]> {
  const files = (await readdir(folder)).sort();
  return Promise.all(
    files.map(async (file): Promise<[string, string]> => [
      file,
      (await readFile(join(folder, file))).toString('base64'),
    ]),
  );
}

test('a compiled folder counts as out of date once the checkpoint changes', async (t) => {
  const folder = await temporaryFolder(t);
  const source = join(folder, 'model');
  await cp(join(reference, 'tiny-pre'), source, { recursive: true });
  await compileModel(source, { precision: 'fp32', out: join(folder, 'out') });
  assert.equal(await isUpToDate(join(folder, 'out'), source), true);
  await writeFile(join(source, 'config.json'), `${await readFile(join(source, 'config.json'), 'utf8')}\n`);
  assert.equal(await isUpToDate(join(folder, 'out'), source), false);
});

test('a compiled folder counts as out of date where matrices are now stored in another way', async (t) => {
  const out = join(await temporaryFolder(t), 'out');
  const source = join(reference, 'tiny-pre');
  await compileModel(source, { precision: 'int4', out });
  const file = join(out, 'manifest.json');
  const manifest = await readFile(file, 'utf8');
  await writeFile(file, manifest.replace(/"settings": "\w+"/, '"settings": "of an older plan"'));
  assert.equal(await isUpToDate(out, source), false);
  await writeFile(file, manifest);
  assert.equal(await isUpToDate(out, source), true);
});

/** tiny-internvl2, which is one file, with its header's text changed; equal lengths keep the offsets right. */
async function damaged(folder: string, change: (bytes: Buffer) => Buffer): Promise<string> {
  const source = join(folder, 'damaged');
  await cp(join(reference, 'tiny-internvl2'), source, { recursive: true });
  const file = join(source, 'model.safetensors');
  await writeFile(file, change(await readFile(file)));
  return source;
}

function replaced(bytes: Buffer, from: string, to: string): Buffer {
  const at = bytes.indexOf(from);
  assert.ok(at > 0 && from.length === to.length);
  bytes.write(to, at);
  return bytes;
}

test('a tensor that config.json calls for and the checkpoint lacks is named', async (t) => {
  const folder = await temporaryFolder(t);
  const name = 'language_model.model.layers.1.attention.wo.weight';
  const source = await damaged(folder, (bytes) => replaced(bytes, name, name.replace('wo.weight', 'wx.weight')));
  const out = join(folder, 'out');
  await refused(() => compileModel(source, { precision: 'fp32', out }), 'checkpoint/missing-tensor', { name });
});

test('a tensor of another shape than config.json calls for is named, and nothing is written', async (t) => {
  const folder = await temporaryFolder(t);
  const source = join(folder, 'model');
  await cp(join(reference, 'tiny-internvl2'), source, { recursive: true });
  const config = await readFile(join(source, 'config.json'), 'utf8');
  await writeFile(join(source, 'config.json'), config.replace('"vocab_size": 1203', '"vocab_size": 1204'));
  const details = { name: 'language_model.output.weight', shape: [1203, 64], expected: [1204, 64] };
  await refused(
    () => compileModel(source, { precision: 'fp32', out: join(folder, 'out') }),
    'checkpoint/wrong-shape',
    details,
  );
  assert.deepEqual(await readdir(folder), ['model']);
});

test('rows of words that are not numbers are refused, though no layer holds them', async (t) => {
  const folder = await temporaryFolder(t);
  const source = join(folder, 'model');
  await cp(join(reference, 'tiny-scaled'), source, { recursive: true });
  const name = 'embedding_model.llm_text_embeddings.weight';
  const checkpoint = await openCheckpoint(source);
  const { file, offset, byteLength } = checkpoint.tensors.get(name)!;
  await checkpoint.close();
  const bytes = await readFile(file);
  // No number, whatever the element type: all its bits are ones.
  bytes.fill(0xff, offset + byteLength - 8, offset + byteLength);
  await writeFile(file, bytes);
  await refused(() => compileModel(source, { precision: 'int4', out: join(folder, 'out') }), 'checkpoint/not-finite', {
    name,
  });
});

test('a patch kernel with its axes in another order is refused: it has as many numbers, but they mean something else', async (t) => {
  const folder = await temporaryFolder(t);
  const source = await damaged(folder, (bytes) => replaced(bytes, '[48, 3, 14, 14]', '[48, 14, 14, 3]'));
  const details = {
    name: 'vision_model.embeddings.patch_embedding.weight',
    shape: [48, 14, 14, 3],
    expected: [48, 3, 14, 14],
  };
  const out = join(folder, 'out');
  await refused(() => compileModel(source, { precision: 'fp32', out }), 'checkpoint/wrong-shape', details);
});

for (const precision of ['fp32', 'int4'] as const) {
  test(`weights that are not numbers are refused in ${precision}, and no finished folder appears`, async (t) => {
    const folder = await temporaryFolder(t);
    const source = await damaged(folder, (bytes) => {
      bytes.writeUInt16LE(0x7fc0, bytes.length - 2000);
      return bytes;
    });
    await refused(() => compileModel(source, { precision, out: join(folder, 'out') }), 'checkpoint/not-finite');
    assert.deepEqual((await readdir(folder)).sort(), ['damaged', 'out.partial']);
  });
}

test('a target that may not be written to is said to be so', async (t) => {
  const folder = await temporaryFolder(t);
  await writeFile(join(folder, 'file'), '');
  const out = join(folder, 'file', 'out');
  await assert.rejects(compileModel(join(reference, 'tiny-pre'), { precision: 'fp32', out }), (error: unknown) => {
    assert.ok(error instanceof Error && 'code' in error && String(error.code).startsWith('disk/'), String(error));
    return true;
  });
});
