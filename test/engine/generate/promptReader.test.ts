import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { compileModel } from '../../../src/engine/compile/compileModel.ts';
import type { Span } from '../../../src/engine/generate/decoder.ts';
import { loadModel, type LoadedModel, type PromptWeights } from '../../../src/engine/generate/loadedModel.ts';
import { refused } from '../checkpoint/refused.ts';

const reference = join(import.meta.dirname, '..', '..', 'golden', 'reference');
const models: LoadedModel[] = [];
let folder = '';

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hovle-reader-'));
  await compileModel(join(reference, 'tiny-pre'), { precision: 'int4', out: folder });
});

after(async () => {
  for (const model of models) await model.close();
  await rm(folder, { recursive: true, force: true });
});

async function loaded(promptWeights: PromptWeights): Promise<LoadedModel> {
  const model = await loadModel(folder, { device: 'cpu', prefixCacheBytes: 0, promptWeights });
  models.push(model);
  return model;
}

/** Six steps, of which the holistic layers take the first two in one run. */
const spans: Span[] = [{ kind: 'text', ids: Array.from({ length: 1500 }, (_, i) => (i * 37) % 300) }];

/** Sums in another order, and now and then an activation that is rounded to the next code for it. */
function assertClose(found: Float32Array, expected: Float32Array): void {
  const squares = (array: Float32Array) => array.reduce((sum, value) => sum + value ** 2, 0);
  const error = Math.sqrt(squares(found.map((value, i) => value - (expected[i] ?? NaN))) / squares(expected));
  assert.ok(error < 0.01, `differs by ${error}`);
}

test('holistic layers that are read for a stretch of steps give what a graph with all layers gives', async () => {
  const [whole, streamed] = [await loaded('fast'), await loaded('streamed')];
  const cache = streamed.decoder.newCache();
  const shares: number[] = [];
  const found = await streamed.decoder.prefill(cache, { spans }, { onProgress: (share) => shares.push(share) });
  assertClose(found, await whole.decoder.prefill(whole.decoder.newCache(), { spans }));
  assert.deepEqual(
    shares,
    [1, 2, 3, 4, 5, 6].map((step) => step / 6),
  );
  assertClose(await streamed.decoder.extend(cache, [5]), await afterAll(whole, [5]));
});

test('stopped within a stretch, reading goes on behind the last step that was read', async () => {
  const { decoder } = await loaded('streamed');
  const expected = await decoder.prefill(decoder.newCache(), { spans });
  for (const steps of [1, 3, 4, 5]) {
    const cache = decoder.newCache();
    const abort = new AbortController();
    let read = 0;
    const onProgress = () => {
      if (++read === steps) abort.abort();
    };
    await refused(() => decoder.prefill(cache, { spans }, { signal: abort.signal, onProgress }), 'request/cancelled');
    assert.equal(cache.length, steps * 256);
    assertClose(await decoder.prefill(cache, { spans }), expected);
  }
});

test('stopped between the holistic layers, nothing of the stretch is held', async () => {
  const { decoder } = await loaded('streamed');
  const cache = decoder.newCache();
  const abort = new AbortController();
  const reading = decoder.prefill(cache, { spans }, { signal: abort.signal });
  abort.abort();
  await refused(() => reading, 'request/cancelled');
  assert.equal(cache.length, 0);
  assert.equal(cache.stacks.embedding?.tokens, 0);
});

/** Logits after the prompt and some tokens more. */
async function afterAll({ decoder }: LoadedModel, ids: readonly number[]): Promise<Float32Array> {
  const cache = decoder.newCache();
  await decoder.prefill(cache, { spans });
  return decoder.extend(cache, ids);
}
