import assert from 'node:assert/strict';
import { test } from 'node:test';
import { learningRate, type Schedule } from '../../../src/engine/train/schedule.ts';
import { groupOf, usualGroups } from '../../../src/engine/train/parameterGroups.ts';

const schedule: Schedule = { rate: 2, warmupSteps: 4, totalSteps: 12, finalShare: 0.25 };

const rates: { step: number; rate: number; why: string }[] = [
  { step: 1, rate: 0.5, why: 'a quarter of the way up' },
  { step: 4, rate: 2, why: 'the top' },
  { step: 8, rate: 1.25, why: 'half way down' },
  { step: 12, rate: 0.5, why: 'the end' },
  { step: 100, rate: 0.5, why: 'after the end' },
];

for (const { step, rate, why } of rates) {
  test(`the rate of step ${step}, ${why}, is ${rate}`, () => {
    assert.ok(Math.abs(learningRate(schedule, step) - rate) < 1e-12);
  });
}

test('without warm-up the first step has nearly the whole rate', () => {
  assert.ok(learningRate({ ...schedule, warmupSteps: 0 }, 1) > 1.9);
});

test('matrices decay; gains, biases and tables of embeddings do not', () => {
  const decayOf = (name: string, ...shape: number[]): number => groupOf(usualGroups(0.1), { name, shape }).weightDecay;
  assert.equal(decayOf('embedding_model.encoder.0.attention.wqkv.weight', 8, 4), 0.1);
  assert.equal(decayOf('language_model.output.weight', 8, 4), 0.1);
  assert.equal(decayOf('embedding_model.vision_embeddings.patch_embedding.weight', 8, 4), 0.1);
  assert.equal(decayOf('language_model.model.norm.weight', 8), 0);
  assert.equal(decayOf('embedding_model.llm_text_embeddings.weight', 8, 4), 0);
  assert.equal(decayOf('language_model.model.tok_embeddings.weight', 8, 4), 0);
  assert.equal(decayOf('embedding_model.vision_embeddings.position_embedding', 1, 8, 4), 0);
});
