import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { compileModel } from '../../../src/engine/compile/compileModel.ts';
import { nameVectors } from '../../../src/engine/embed/nameVectors.ts';
import { loadModel } from '../../../src/engine/generate/loadedModel.ts';
import { refused } from '../checkpoint/refused.ts';
import { temporaryFolder } from '../checkpoint/temporaryFolder.ts';

const golden = join(import.meta.dirname, '..', '..', 'golden', 'reference', 'tiny-pre');

test('vectors that leave the last layer are named by what the model says there', async (t) => {
  const out = join(await temporaryFolder(t), 'model');
  await compileModel(golden, { precision: 'fp32', out });
  const model = await loadModel(out, { device: 'cpu', prefixCacheBytes: 0 });
  t.after(() => model.close());
  const { width, layers } = model.config.language;
  const holistic = model.config.layout === 'hovle' ? model.config.embedding.layers : 0;
  const spans = [{ kind: 'text' as const, ids: model.tokenizer.encode('a red house') }];
  const { logits } = await model.decoder.evaluate({ spans });
  const vectors = await model.decoder.inspect({ spans }, await model.inspection(), holistic + layers);
  const { names } = await nameVectors(model, { model: golden, vectors, count: 3 });
  const V = model.decoder.vocabularySize;
  assert.equal(names.length, spans[0]!.ids.length);
  for (const [row, found] of names.entries()) {
    const order = ranked(logits.subarray(row * V, (row + 1) * V));
    assert.deepEqual(
      found.map(({ piece }) => piece),
      order.slice(0, 3).map(({ id }) => model.tokenizer.pieceOf(id)),
    );
    for (const [rank, { probability }] of found.entries())
      assert.ok(Math.abs(probability - order[rank]!.probability) < 1e-4);
  }

  const broken = Float32Array.from(vectors.subarray(0, 2 * width));
  broken[3] = NaN;
  const second = await nameVectors(model, { model: golden, vectors: broken });
  assert.deepEqual([second.names[0], second.names[1]?.length], [[], 5]);
  assert.deepEqual(await nameVectors(model, { model: golden, vectors: new Float32Array(0) }), { names: [] });
  await refused(() => nameVectors(model, { model: golden, vectors: new Float32Array(width + 1) }), 'embed/wrong-width');
  const stopped = AbortSignal.abort();
  await refused(() => nameVectors(model, { model: golden, vectors }, stopped), 'request/cancelled');
});

function ranked(logits_V: Float32Array): { id: number; probability: number }[] {
  const sum = logits_V.reduce((total, logit) => total + Math.exp(logit), 0);
  return [...logits_V]
    .map((logit, id) => ({ id, probability: Math.exp(logit) / sum }))
    .sort((a, b) => b.probability - a.probability);
}
