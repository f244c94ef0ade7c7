import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GenerationOptions } from '../../../src/engine/api/answerApi.ts';
import { hasCode } from '../../../src/engine/api/errors.ts';
import { resolveOptions } from '../../../src/engine/generate/generationOptions.ts';

test('without options an answer is greedy and can be repeated', () => {
  const { temperature, seed, maxTokens, topP, topK, minP, repetitionPenalty, stop } = resolveOptions({});
  assert.deepEqual([temperature, seed, maxTokens, topP, topK, minP, repetitionPenalty], [0, 0, 1024, 1, 0, 0, 1]);
  assert.deepEqual(stop, []);
});

test('options given are kept', () => {
  const given: Required<Omit<GenerationOptions, 'schema'>> = {
    maxTokens: 1,
    temperature: 0.7,
    topK: 3,
    topP: 0.5,
    minP: 0.1,
    repetitionPenalty: 1.2,
    seed: 2 ** 53 - 1,
    stop: ['a', 'b'],
    speculation: false,
    prefixCache: false,
  };
  assert.deepEqual(resolveOptions(given), given);
});

test('an option out of its range is refused by name', () => {
  // What another process sends need not keep to the types.
  const bad: Record<keyof Omit<GenerationOptions, 'schema'>, unknown[]> = {
    maxTokens: [0, -1, 1.5, NaN, '5'],
    temperature: [-0.1, NaN, Infinity, 'hot', {}],
    topK: [-1, 2.5, true],
    topP: [0, 1.01, -1, NaN],
    minP: [1, -0.01, '0'],
    repetitionPenalty: [0, -1, Infinity, 1e-300, 0.009, 101],
    seed: [-1, 0.5, 2 ** 53],
    stop: [[''], 'text', [3], Array.from({ length: 65 }, () => 'x')],
    speculation: [1, 'yes'],
    prefixCache: [0, 'no'],
  };
  for (const [option, values] of Object.entries(bad)) {
    for (const value of values) {
      assert.throws(
        () => resolveOptions({ [option]: value }),
        (error) => hasCode(error, 'generation/bad-option') && error.details.option === option,
        `${option}: ${String(value)}`,
      );
    }
  }
});

test('the sentence of a refused option says what would be right', () => {
  assert.throws(() => resolveOptions({ topP: 2 }), {
    message: 'The option topP is 2, but must be a number above 0 and at most 1.',
  });
});

test('stop texts and a schema exclude each other: a stop text would cut JSON', () => {
  assert.throws(
    () => resolveOptions({ stop: ['}'], schema: '{}' }),
    (error) => hasCode(error, 'generation/bad-option') && error.details.option === 'stop',
  );
  assert.deepEqual(resolveOptions({ stop: [], schema: '{}' }).stop, []);
});
