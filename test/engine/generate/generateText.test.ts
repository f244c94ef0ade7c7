import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MessageChannel } from 'node:worker_threads';
import { hasCode } from '../../../src/engine/api/errors.ts';
import type { Prompt } from '../../../src/engine/generate/decoder.ts';
import { PrefixCache } from '../../../src/engine/generate/prefixCache.ts';
import { askToy } from './askToy.ts';
import { favourites, ToyDecoder } from './toyDecoder.ts';
import { picture, text } from './toyPrompt.ts';

const system = text(1, 2, 3);
const cat = picture('cat', 40);
const dog = picture('dog', 40);

/** Asks one question after another and returns how many prompt tokens each of them computed. */
async function prefillTokens(prompts: Prompt[], options: { copyable?: boolean } = {}): Promise<number[]> {
  const generator = { decoder: new ToyDecoder(options), prefixCache: new PrefixCache(1_000_000) };
  const counts: number[] = [];
  for (const prompt of prompts) {
    const { timings } = await askToy(generator, { prompt, options: { maxTokens: 5 } });
    counts.push(timings.prefillTokens);
  }
  assert.deepEqual(generator.decoder.prefills, counts);
  return counts;
}

test('a second question about the same picture computes only the tokens after the picture', async () => {
  const first = { spans: [system, cat, text(5, 6, 7)] };
  const second = { spans: [system, cat, text(8, 9)] };
  assert.deepEqual(await prefillTokens([first, second, second]), [46, 2, 1]);
});

test('another picture after the same system prompt copies the system prompt and keeps the first picture', async () => {
  const prompts = [cat, dog, cat, dog].map((span) => ({ spans: [system, span, text(5)] }));
  assert.deepEqual(await prefillTokens(prompts, { copyable: true }), [44, 41, 1, 1]);
  assert.deepEqual(await prefillTokens(prompts), [44, 44, 1, 1]);
});

test('a next turn computes only what follows the last answer', async () => {
  const generator = { decoder: new ToyDecoder(), prefixCache: new PrefixCache(1_000_000) };
  const { tokenIds } = await askToy(generator, { prompt: { spans: [system, cat] }, options: { maxTokens: 6 } });
  const prompt = { spans: [system, cat, text(...tokenIds, 4, 4)] };
  const { timings } = await askToy(generator, { prompt });
  // The last token of the answer was chosen but never computed.
  assert.equal(timings.prefillTokens, 3);
});

test('without the prefix cache nothing is reused or kept', async () => {
  const generator = { decoder: new ToyDecoder(), prefixCache: new PrefixCache(1_000_000) };
  const question = { prompt: { spans: [system, cat] }, options: { prefixCache: false } };
  for (let i = 0; i < 2; i++) assert.equal((await askToy(generator, question)).timings.prefillTokens, 43);
  assert.equal(generator.decoder.openCaches.size, 0);
});

test('guessing computes several tokens a step', async () => {
  const question = { prompt: { spans: [system] }, options: { maxTokens: 300 } };
  const plain = new ToyDecoder();
  const guessing = new ToyDecoder();
  const expected = await askToy({ decoder: plain }, question);
  const { tokenIds } = await askToy({ decoder: guessing, draftLength: 8 }, question);
  assert.deepEqual(tokenIds, expected.tokenIds);
  assert.equal(plain.extensions.length, 299);
  assert.ok(guessing.extensions.length < 250, `${guessing.extensions.length} steps`);
});

test('a stop id that was guessed rightly ends the answer there', async () => {
  const prompt = { spans: [system, text(...favourites(4, 30)), text(...favourites(4, 3))] };
  const { tokenIds } = await askToy({}, { prompt, options: { maxTokens: 12 } });
  let guessed = 0;
  for (const stopId of tokenIds) {
    const decoder = new ToyDecoder();
    const stopped = await askToy({ decoder, draftLength: 8 }, { prompt, stopIds: [stopId] });
    assert.deepEqual(stopped.tokenIds, tokenIds.slice(0, tokenIds.indexOf(stopId) + 1));
    guessed += decoder.extensions.filter((length) => length > 2).length;
  }
  assert.ok(guessed > 5, `only ${guessed} steps guessed`);
});

test('guessing is for greedy answers that want it', async () => {
  for (const options of [{ speculation: false }, { temperature: 0.1 }]) {
    const decoder = new ToyDecoder();
    await askToy({ decoder, draftLength: 8 }, { prompt: { spans: [system] }, options: { ...options, maxTokens: 200 } });
    assert.ok(decoder.extensions.every((length) => length === 1));
  }
});

test('an answer ends for the reason that comes first', async () => {
  const check = async (contextLimit: number, maxTokens: number, finish: string, count: number): Promise<void> => {
    const decoder = new ToyDecoder({ contextLimit });
    const answer = await askToy({ decoder }, { prompt: { spans: [system, cat] }, options: { maxTokens } });
    assert.deepEqual([answer.finish, answer.tokenIds.length], [finish, count]);
  };
  await check(4096, 7, 'length', 7);
  await check(50, 7, 'length', 7);
  // One token more than fits can still be chosen from the last logits.
  await check(50, 20, 'context', 8);
  await check(43, 20, 'context', 1);
});

test('a stop id ends the answer, is its last token and has no text', async () => {
  const prompt = { spans: [system] };
  const free = await askToy({}, { prompt, options: { maxTokens: 9 } });
  const stopId = free.tokenIds[4]!;
  const stopped = await askToy({}, { prompt, stopIds: [stopId] });
  const end = free.tokenIds.indexOf(stopId) + 1;
  assert.deepEqual([stopped.finish, stopped.tokenIds], ['stop', free.tokenIds.slice(0, end)]);
  const without = await askToy({}, { prompt, options: { maxTokens: end } });
  assert.ok(without.text.length > stopped.text.length);
});

test('a prompt past the context, an empty one and a bad option are refused before anything is opened', async () => {
  const decoder = new ToyDecoder({ contextLimit: 42 });
  const check = (
    question: Parameters<typeof askToy>[1],
    code: 'prompt/too-long' | 'prompt/empty' | 'generation/bad-option',
  ) => assert.rejects(askToy({ decoder }, question), (error) => hasCode(error, code));
  await check({ prompt: { spans: [system, cat] } }, 'prompt/too-long');
  await check({ prompt: { spans: [] } }, 'prompt/empty');
  await check({ prompt: { spans: [system] }, options: { topP: 0 } }, 'generation/bad-option');
  assert.deepEqual([decoder.openCaches.size, decoder.prefills.length], [0, 0]);
});

test('an error of the one who follows the text closes the cache', async () => {
  const generator = { decoder: new ToyDecoder(), prefixCache: new PrefixCache(1_000_000) };
  const onText = (): void => {
    throw new Error('nobody reads this');
  };
  await assert.rejects(askToy(generator, { prompt: { spans: [system] }, onText }), /nobody reads this/);
  assert.equal(generator.decoder.openCaches.size, 0);
});

test('a request cancelled before it starts computes nothing', async () => {
  const decoder = new ToyDecoder();
  const { finish, tokenIds } = await askToy({ decoder }, { prompt: { spans: [system] }, signal: AbortSignal.abort() });
  assert.deepEqual([finish, tokenIds, decoder.prefills, decoder.openCaches.size], ['cancelled', [], [], 0]);
});

test('cancelling during the prefill ends the answer empty and keeps the whole parts computed', async () => {
  const controller = new AbortController();
  const generator = { decoder: new ToyDecoder(), prefixCache: new PrefixCache(1_000_000) };
  const prompt = { spans: [system, cat, text(5, 6)] };
  const shares: number[] = [];
  const onPrefill = (fraction: number): void => {
    shares.push(fraction);
    if (fraction > 0.5) controller.abort();
  };
  const { finish, text: shown, timings } = await askToy(generator, { prompt, signal: controller.signal, onPrefill });
  assert.deepEqual([finish, shown], ['cancelled', '']);
  assert.ok(timings.prefillTokens > 20 && timings.prefillTokens < 45);
  assert.ok(shares.length > 5 && shares.every((share, i) => share > (shares[i - 1] ?? 0)));
  // Half a picture is not kept: only the system prompt is.
  assert.equal((await askToy(generator, { prompt })).timings.prefillTokens, 42);
});

test('a cancellation that arrives as a message ends the answer within one step', async () => {
  const { port1, port2 } = new MessageChannel();
  const controller = new AbortController();
  port1.on('message', () => controller.abort());
  let tokensAtAbort = 0;
  let tokens = 0;
  controller.signal.addEventListener('abort', () => (tokensAtAbort = tokens));
  const decoder = new ToyDecoder();
  const extend = decoder.extend.bind(decoder);
  decoder.extend = (cache, ids) => {
    tokens++;
    if (tokens === 5) port2.postMessage('stop');
    return extend(cache, ids);
  };
  const { finish, tokenIds } = await askToy({ decoder }, { prompt: { spans: [system] }, signal: controller.signal });
  port1.close();
  assert.equal(finish, 'cancelled');
  assert.equal(tokens, tokensAtAbort, 'a step was computed after the signal');
  assert.ok(tokenIds.length <= 7, `${tokenIds.length} tokens`);
});

test('timings come from the clock given', async () => {
  let now = 1000;
  const decoder = new ToyDecoder();
  const [prefill, extend] = [decoder.prefill.bind(decoder), decoder.extend.bind(decoder)];
  decoder.prefill = (...args) => ((now += 70), prefill(...args));
  decoder.extend = (...args) => ((now += 10), extend(...args));
  const generator = { decoder, draftLength: 0, clock: () => now };
  const request = { prompt: { spans: [system, cat] }, options: { maxTokens: 6 }, startedAt: 900 };
  const { timings } = await askToy(generator, request);
  assert.deepEqual(timings, {
    prefillMs: 70,
    firstTokenMs: 170,
    decodeMs: 50,
    prefillTokens: 43,
    decodeTokens: 5,
    tokensPerSecond: 100,
  });
});
