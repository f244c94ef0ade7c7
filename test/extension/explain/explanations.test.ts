import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Answer } from '../../../src/engine/api/answerApi.ts';
import type { Explanation, ExplanationKey } from '../../../src/extension/explain/explanationCache.ts';
import { Explanations } from '../../../src/extension/explain/explanations.ts';

const question = { picture: { hash: 'ab', source: { path: '/a.png' } }, prompt: 'What?', maxTokens: 9 };
const never = new AbortController().signal;

test('who asks the same while it is being answered gets the same answer, and later the kept one', async () => {
  const model = slowModel();
  const explanations = make(model);
  const both = [explanations.explain(question, never), explanations.explain(question, never)];
  await model.asked;
  assert.equal(await explanations.isRunning(question), true);
  model.finish('stop');
  assert.deepEqual(
    (await Promise.all(both)).map(({ text }) => text),
    ['A cat.', 'A cat.'],
  );
  assert.equal((await explanations.explain(question, never)).text, 'A cat.');
  assert.deepEqual([model.calls, await explanations.isRunning(question)], [1, false]);
});

test('the model goes on while one of two still waits, and stops when both have given up', async () => {
  const model = slowModel();
  const explanations = make(model);
  const [one, two] = [new AbortController(), new AbortController()];
  const both = [explanations.explain(question, one.signal), explanations.explain(question, two.signal)];
  await model.asked;
  await new Promise(setImmediate);
  one.abort();
  assert.deepEqual(model.stopped(), false);
  two.abort();
  assert.deepEqual(model.stopped(), true);
  model.finish('cancelled');
  await Promise.all(both);
  assert.equal(await explanations.cached(question), undefined, 'Half an answer was kept.');
});

test('who asks after others gave up gets an answer of their own', async () => {
  const model = slowModel();
  const explanations = make(model);
  const first = new AbortController();
  const given = explanations.explain(question, first.signal);
  await model.asked;
  first.abort();
  const second = explanations.explain(question, never);
  model.finish('cancelled');
  await given;
  await model.askedAgain;
  model.finish('stop');
  assert.equal((await second).text, 'A cat.');
});

function make(model: ReturnType<typeof slowModel>): Explanations {
  const kept = new Map<string, Explanation>();
  const cache = {
    get: async (key: ExplanationKey) => kept.get(JSON.stringify(key)),
    set: async (key: ExplanationKey, explanation: Explanation) => void kept.set(JSON.stringify(key), explanation),
    sizeBytes: async () => 0,
    clear: async () => kept.clear(),
  };
  return new Explanations(model.ask, cache, async () => 'nano');
}

/** Answers when told to. */
function slowModel() {
  const first = deferred<unknown>();
  const second = deferred<unknown>();
  const model = {
    calls: 0,
    stopped: () => model.signal?.aborted,
    signal: undefined as AbortSignal | undefined,
    asked: first.promise,
    askedAgain: second.promise,
    finish: (_finish: Answer['finish']): void => undefined,
    ask: ({ signal }: { signal?: AbortSignal }) => {
      model.signal = signal;
      const answer = deferred<Answer>();
      model.finish = (finish) => answer.resolve({ ...anAnswer, finish });
      (model.calls++ === 0 ? first : second).resolve(undefined);
      return answer.promise;
    },
  };
  return model;
}

const anAnswer = {
  ...{ text: ' A cat. ', trained: true, model: '/m/nano', precision: 'int4', device: 'cpu', finish: 'stop' },
  timings: { firstTokenMs: 10, decodeMs: 10, decodeTokens: 3 },
} as Answer;

function deferred<T>() {
  let resolve = (_value: T): void => undefined;
  const promise = new Promise<T>((settle) => (resolve = settle));
  return { promise, resolve };
}
