import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { AskProgress } from '../../../src/engine/api/answerApi.ts';
import { hasCode } from '../../../src/engine/api/errors.ts';
import { remark } from '../../../src/engine/api/remarks.ts';
import type { QueuedCallOptions } from '../../../src/engine/host/engineHandlers.ts';
import { createThreadedEngine, type ThreadedEngine } from '../../../src/engine/host/threadedEngine.ts';
import { question, type FakeModel } from './fakeEngine.ts';
import { patience } from '../rpc/patience.ts';

function engineFor(context: TestContext, lines: string[] = []): ThreadedEngine {
  const engine = createThreadedEngine({
    entry: new URL('./fakeWorker.mjs', import.meta.url),
    options: { threads: 3 },
    writeLog: (line) => lines.push(line),
  });
  context.after(() => engine.close());
  return engine;
}

/** A question that runs until `stop` is called; `begun` resolves once it runs. */
function longQuestion(engine: ThreadedEngine, model: FakeModel) {
  const controller = new AbortController();
  const { promise: begun, resolve } = withResolvers();
  const onProgress = (progress: AskProgress) => {
    if (progress.kind === 'stage' && progress.stage === 'prefill') resolve();
  };
  const answer = engine.ask(question(model), { signal: controller.signal, onProgress });
  return { answer, begun, stop: () => controller.abort() };
}

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

for (const model of ['patient', 'blocking'] as const)
  test(
    `while a ${model} question runs, everything else is answered, and it stops when told`,
    patience,
    async (context) => {
      const engine = engineFor(context);
      const { answer, begun, stop } = longQuestion(engine, model);
      await begun;
      assert.equal((await engine.status()).pending, 1);
      assert.deepEqual(
        (await engine.listModels(['a', 'b'])).map(({ name }) => name),
        ['a', 'b'],
      );
      assert.deepEqual((await engine.listDevices())[0]?.detail.details, { reason: '{"threads":3}' });
      assert.equal((await engine.compile({ checkpoint: 'c', precision: 'int4' })).folder, 'c');
      stop();
      assert.equal((await answer).finish, 'cancelled');
      assert.equal((await engine.status()).pending, 0);
    },
  );

test(
  'questions are answered one after another, in the order asked, and say that they wait',
  patience,
  async (context) => {
    const engine = engineFor(context);
    const { answer: first, begun, stop } = longQuestion(engine, 'patient');
    await begun;
    const events: string[] = [];
    const ask = async (text: string) => {
      const onProgress = (progress: AskProgress) => {
        if (progress.kind === 'stage') events.push(`${text} ${progress.stage}`);
      };
      const options: QueuedCallOptions<AskProgress> = { onProgress, onBegin: () => events.push(`${text} begins`) };
      await engine.ask(question('echo', text), options);
    };
    const others = ['one', 'two'].map(ask);
    stop();
    await Promise.all([first, ...others]);
    assert.deepEqual(events, ['one queued', 'two queued', 'one begins', 'two begins']);
  },
);

test('a waiting question can be cancelled, and the running one goes on', patience, async (context) => {
  const engine = engineFor(context);
  const { answer, begun, stop } = longQuestion(engine, 'patient');
  await begun;
  const waiting = longQuestion(engine, 'echo');
  const after = engine.ask(question('echo', 'after'));
  waiting.stop();
  await assert.rejects(waiting.answer, (error) => hasCode(error, 'request/cancelled'));
  stop();
  assert.equal((await answer).finish, 'cancelled');
  assert.equal((await after).text, 'after');
});

test(
  'a thread that dies ends its request with the reason, and the next request has a new one',
  patience,
  async (context) => {
    const lines: string[] = [];
    const engine = engineFor(context, lines);
    const dying = engine.ask(question('throwing'));
    const waiting = engine.ask(question('echo', 'still here'));
    await assert.rejects(dying, (error) => {
      assert.ok(hasCode(error, 'engine/died'));
      assert.equal(error.details.cause, 'error');
      assert.match(error.details.log ?? '', /uncaught in the thread/);
      return true;
    });
    assert.equal((await waiting).text, 'still here');
    assert.ok(lines.some((line) => line.includes('thread died') && line.includes('uncaught in the thread')));
  },
);

test(
  "an error of the engine's own arrives as it is, another as engine/internal with its stack in the log",
  patience,
  async (context) => {
    const lines: string[] = [];
    const engine = engineFor(context, lines);
    await assert.rejects(engine.ask(question('refusing')), {
      code: 'device/unavailable',
      details: { wanted: 'cuda', usable: ['cpu'], detail: remark('presence/no-cuda', undefined) },
      message: /^This machine has no cuda device\. ONNX Runtime's CUDA files .* Usable here: cpu\.$/,
    });
    await assert.rejects(engine.ask(question('failing')), { code: 'engine/internal', details: { message: 'a bug' } });
    await engine.close();
    assert.ok(lines.some((line) => line.includes('TypeError: a bug') && line.includes('fakeEngine.ts')));
  },
);

test(
  'the status tells what is loaded, also while its thread is busy, and unloading waits for its turn',
  patience,
  async (context) => {
    const engine = engineFor(context);
    assert.deepEqual((await engine.status()).loaded, []);
    await engine.ask(question('echo'));
    assert.equal((await engine.status()).loaded[0]?.model, 'echo');
    const { answer, begun, stop } = longQuestion(engine, 'blocking');
    await begun;
    const unloaded = engine.unload();
    assert.equal((await engine.status()).loaded[0]?.model, 'echo');
    stop();
    await Promise.all([answer, unloaded]);
    assert.deepEqual((await engine.status()).loaded, []);
  },
);

test('closing lets each thread close its engine', patience, async (context) => {
  const lines: string[] = [];
  const engine = engineFor(context, lines);
  await Promise.all([engine.ask(question('echo')), engine.listDevices()]);
  assert.equal(await engine.close(), true);
  assert.equal(lines.filter((line) => line.includes('"closed"')).length, 2);
});

test('a request that is none is refused at the door', patience, async (context) => {
  const engine = engineFor(context);
  const wrong = { model: 'echo', turns: [{ role: 'robot', text: 'hello' }] } as never;
  await assert.rejects(engine.ask(wrong), { code: 'request/invalid' });
});
