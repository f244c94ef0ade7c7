import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { GenerationOptions } from '../../../src/engine/api/answerApi.ts';
import type { Prompt } from '../../../src/engine/generate/decoder.ts';
import type { Generator } from '../../../src/engine/generate/generateText.ts';
import { PrefixCache } from '../../../src/engine/generate/prefixCache.ts';
import { askToy } from './askToy.ts';
import { naiveAnswer } from './naiveAnswer.ts';
import { ToyDecoder } from './toyDecoder.ts';
import { greedyOptions, prompts, sampledOptions, smallestContext, stopIds } from './toyQuestions.ts';

interface Setting {
  contextLimit: number;
  copyable: boolean;
  limitBytes: number;
  draftLength: number;
}

const settings: fc.Arbitrary<Setting> = fc.record({
  contextLimit: fc.constantFrom(smallestContext, 50, 4096),
  copyable: fc.boolean(),
  limitBytes: fc.constantFrom(0, 200, 600, 100_000),
  draftLength: fc.constantFrom(0, 1, 3, 8),
});

interface Toy extends Generator {
  decoder: ToyDecoder;
  prefixCache: PrefixCache;
}

function toy({ contextLimit, copyable, limitBytes, draftLength }: Setting, failAt?: number): Toy {
  const decoder = new ToyDecoder({ contextLimit, copyable, ...(failAt !== undefined && { failAt }) });
  return { decoder, prefixCache: new PrefixCache(limitBytes), draftLength, clock: () => 0 };
}

/** Between requests every open cache is in the prefix cache, which keeps to its bound. */
function checkCaches({ decoder, prefixCache }: Toy, limitBytes: number): void {
  const openBytes = [...decoder.openCaches].reduce((sum, cache) => sum + cache.sizeBytes, 0);
  assert.equal(prefixCache.sizeBytes, openBytes);
  assert.ok(openBytes <= limitBytes);
}

function checkAllClosed({ decoder, prefixCache }: Toy): void {
  prefixCache.close();
  assert.equal(decoder.openCaches.size, 0);
}

interface Asked {
  prompt: Prompt;
  options: GenerationOptions;
  stopIds: number[];
}

const greedyQuestions = fc.array(fc.record({ prompt: prompts, options: greedyOptions, stopIds }), {
  minLength: 1,
  maxLength: 5,
});

async function checkEqualsNaive(generator: Toy, question: Asked, contextLimit: number): Promise<void> {
  const pieces: string[] = [];
  const { timings, ...answer } = await askToy(generator, { ...question, onText: (piece) => pieces.push(piece) });
  assert.deepEqual(answer, await naiveAnswer({ ...question, contextLimit }));
  assert.equal(pieces.join(''), answer.text);
  assert.equal(timings.decodeTokens, answer.tokenIds.length - 1);
}

test('prefix cache and speculation change no greedy answer, and caches stay within their bound', async () => {
  let guessed = 0;
  const law = fc.asyncProperty(settings, greedyQuestions, async (setting, questions) => {
    const generator = toy(setting);
    for (const question of questions) {
      await checkEqualsNaive(generator, question, setting.contextLimit);
      checkCaches(generator, setting.limitBytes);
    }
    guessed += generator.decoder.extensions.filter((length) => length > 1).length;
    checkAllClosed(generator);
  });
  await fc.assert(law, { numRuns: 300 });
  assert.ok(guessed > 100, `the law was hardly tried: only ${guessed} steps with guesses`);
});

test('a seed gives the same sampled answer with the prefix cache and without', async () => {
  const questions = fc.array(fc.record({ prompt: prompts, options: sampledOptions, stopIds }), {
    maxLength: 4,
  });
  const law = fc.asyncProperty(settings, questions, async (setting, asked) => {
    const generator = toy({ ...setting, contextLimit: 4096 });
    for (const question of asked) {
      const fresh = await askToy({}, question);
      const { tokenIds, text } = await askToy(generator, question);
      assert.deepEqual({ tokenIds, text }, { tokenIds: fresh.tokenIds, text: fresh.text });
    }
    checkAllClosed(generator);
  });
  await fc.assert(law);
});

test('after a cancelled answer nothing is left open and the next answers are right', async () => {
  let cancelled = 0;
  const law = fc.asyncProperty(settings, greedyQuestions, fc.nat(12), async (setting, questions, turns) => {
    const generator = toy(setting);
    for (const question of questions) {
      const controller = new AbortController();
      abortAfterTurns(controller, turns);
      const full = await naiveAnswer({ ...question, contextLimit: setting.contextLimit });
      const { tokenIds, finish } = await askToy(generator, { ...question, signal: controller.signal });
      assert.deepEqual(tokenIds, full.tokenIds.slice(0, tokenIds.length));
      assert.equal(finish, tokenIds.length === full.tokenIds.length ? full.finish : 'cancelled');
      if (finish === 'cancelled') cancelled++;
      checkCaches(generator, setting.limitBytes);
      await checkEqualsNaive(generator, question, setting.contextLimit);
    }
    checkAllClosed(generator);
  });
  await fc.assert(law);
  assert.ok(cancelled > 50, `only ${cancelled} answers were cancelled`);
});

/** Aborts after so many turns of the event loop. */
function abortAfterTurns(controller: AbortController, turns: number): void {
  if (turns === 0) controller.abort();
  else setImmediate(() => abortAfterTurns(controller, turns - 1));
}

test('after a failed step nothing is left open and the next answers are right', async () => {
  let failures = 0;
  const law = fc.asyncProperty(
    settings,
    greedyQuestions,
    fc.integer({ min: 1, max: 20 }),
    async (setting, questions, failAt) => {
      const generator = toy(setting, failAt);
      for (const question of questions) {
        try {
          await checkEqualsNaive(generator, question, setting.contextLimit);
        } catch (error) {
          assert.ok(error instanceof Error && error.message === 'the device is lost', String(error));
          failures++;
        }
        checkCaches(generator, setting.limitBytes);
      }
      checkAllClosed(generator);
    },
  );
  await fc.assert(law);
  assert.ok(failures > 20, `only ${failures} steps failed`);
});
