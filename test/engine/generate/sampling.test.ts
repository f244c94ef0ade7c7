import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { hasCode } from '../../../src/engine/api/errors.ts';
import { argmax, candidates, chooseToken, penalise } from '../../../src/engine/generate/sampling.ts';
import type { SamplingOptions } from '../../../src/engine/generate/sampling.ts';
import { formulaLogits } from './formulaLogits.ts';

const plain: SamplingOptions = { temperature: 1, topK: 0, topP: 1, minP: 0, repetitionPenalty: 1 };

interface GoldenCase {
  seed: number;
  size: number;
  options: SamplingOptions;
  answer: number[];
  kept: number;
  idSum: number;
  squareSum: number;
  top: [id: number, probability: number][];
}

const golden = JSON.parse(
  readFileSync(new URL('../../golden/generate/sampling.json', import.meta.url), 'utf8'),
) as GoldenCase[];

function checkGolden({ seed, size, options, answer, top, ...kept }: GoldenCase): void {
  const penalised = penalise(formulaLogits(seed, size), new Set(answer), options.repetitionPenalty);
  const { ids_N, weights_N } = candidates(penalised, options);
  const total = weights_N.reduce((sum, weight) => sum + weight, 0);
  const idSum = ids_N.reduce((sum, id) => sum + id, 0);
  const squareSum = [...ids_N].reduce((sum, id) => (sum + (id % 65536) ** 2) % 2 ** 32, 0);
  assert.deepEqual({ kept: ids_N.length, idSum, squareSum }, kept, JSON.stringify(options));
  for (const [id, probability] of top) {
    const ours = weights_N[ids_N.indexOf(id)]! / total;
    // The logits are float32, so the penalised ones are rounded to 2⁻²⁴ of values up to 15.
    assert.ok(Math.abs(ours - probability) < 1e-5, `${id}: ${ours} instead of ${probability}`);
  }
}

test('the filters keep the tokens and probabilities that the transformers library keeps', () => {
  assert.equal(golden.length, 108);
  for (const goldenCase of golden) checkGolden(goldenCase);
});

test('greedy takes the largest logit, and the lowest id of equal ones', () => {
  const check = (logits: number[], id: number): void => {
    const options = { ...plain, temperature: 0 };
    assert.equal(
      chooseToken(Float32Array.from(logits), options, new Set(), () => 0.99),
      id,
    );
  };
  check([1, 3, 2], 1);
  check([-1, 2, 2, 2], 1);
  check([7], 0);
  check([-Infinity, -5, -Infinity], 1);
});

test('the repetition penalty makes a token in the answer lose, whatever the sign of its logit', () => {
  const check = (logits: number[], penalty: number, id: number): void => {
    const options = { ...plain, temperature: 0, repetitionPenalty: penalty };
    assert.equal(
      chooseToken(Float32Array.from(logits), options, new Set([0]), () => 0),
      id,
    );
  };
  check([2, 1.9], 1, 0);
  check([2, 1.9], 1.1, 1);
  check([-1.9, -2], 1.1, 1);
  check([-2, -1.9], 0.9, 0);
});

test('penalising leaves the model’s logits as they are', () => {
  const logits = Float32Array.of(2, -2, 1);
  penalise(logits, new Set([0, 1]), 2);
  assert.deepEqual([...logits], [2, -2, 1]);
});

test('every candidate is drawn as often as its weight says', () => {
  const logits = formulaLogits(5, 40);
  const options = { ...plain, temperature: 1.5, topK: 12, minP: 0.01 };
  const draws = 20_000;
  const counts = new Map<number, number>();
  for (let i = 0; i < draws; i++) {
    const id = chooseToken(logits, options, new Set(), () => (i + 0.5) / draws);
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const { ids_N, weights_N } = candidates(logits, options);
  const total = weights_N.reduce((sum, weight) => sum + weight, 0);
  assert.deepEqual([...counts.keys()].sort(byNumber), [...ids_N].sort(byNumber));
  // Points laid evenly hit each interval floor or ceil of its share of times.
  for (const [i, id] of ids_N.entries()) {
    assert.ok(Math.abs(counts.get(id)! - (draws * weights_N[i]!) / total) <= 1, `token ${id}`);
  }
});

function byNumber(a: number, b: number): number {
  return a - b;
}

test('a point on the border of two candidates belongs to the later one', () => {
  const ids = [0, 0.25, 0.5, 0.75].map((share) =>
    chooseToken(Float32Array.of(3, 3, 3, 3), plain, new Set(), () => share),
  );
  assert.deepEqual(ids, [0, 1, 2, 3]);
});

test('only kept tokens are drawn, at either end of the random range and with extreme settings', () => {
  const settings = fc.record({
    temperature: fc.oneof(fc.constant(1e-300), fc.double({ min: 1e-3, max: 100, noNaN: true })),
    topK: fc.nat(30),
    topP: fc.oneof(fc.constant(1), fc.double({ min: 1e-12, max: 1, noNaN: true })),
    minP: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 0.999, noNaN: true })),
    repetitionPenalty: fc.constant(1),
  });
  const logit = fc.oneof(fc.constant(-Infinity), fc.float({ min: -50, max: 50, noNaN: true }), fc.constant(0));
  const random = fc.constantFrom(0, 0.5, 1 - 2 ** -32);
  fc.assert(
    fc.property(fc.array(logit, { minLength: 1, maxLength: 25 }), settings, random, (values, options, share) => {
      const logits = Float32Array.of(...values, 1);
      const id = chooseToken(logits, options, new Set(), () => share);
      assert.ok(logits[id]! > -Infinity);
      const { ids_N, weights_N } = candidates(logits, options);
      assert.ok(ids_N.includes(id));
      assert.ok(weights_N.every((weight) => weight > 0));
    }),
  );
});

test('the likeliest token survives every filter', () => {
  for (const filter of [{ topK: 1 }, { topP: 1e-9 }, { minP: 0.999 }]) {
    const logits = formulaLogits(11, 500);
    assert.deepEqual([...candidates(logits, { ...plain, ...filter }).ids_N], [argmax(logits)]);
  }
});

test('logits that are not numbers are an error, not an answer', () => {
  for (const logits of [[NaN, 1], [1, NaN], [1, Infinity], [-Infinity, -Infinity], [NaN]]) {
    for (const temperature of [0, 1]) {
      assert.throws(
        () => chooseToken(Float32Array.from(logits), { ...plain, temperature }, new Set(), () => 0),
        (error) => hasCode(error, 'generation/not-a-number'),
      );
    }
  }
});
