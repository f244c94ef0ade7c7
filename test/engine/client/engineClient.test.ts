import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { EngineError, hasCode } from '../../../src/engine/api/errors.ts';
import type { EngineState } from '../../../src/engine/client/engineState.ts';
import { question } from '../host/fakeEngine.ts';
import { ended, fakeClient, openQuestion, temporaryFolder } from './fakeClient.ts';
import { patience } from '../rpc/patience.ts';

test('1,000 questions at once are each given their own answer', patience, async (context) => {
  const client = await fakeClient(context);
  const texts = Array.from({ length: 1000 }, (_, index) => `question ${index}`);
  const answers = await Promise.all(texts.map((text) => client.ask(question('echo', text))));
  assert.deepEqual(
    answers.map(({ text }) => text),
    texts,
  );
});

test('64 MB of vectors arrive intact through both processes and the thread', patience, async (context) => {
  const client = await fakeClient(context);
  const count = 16 * 1024 * 1024;
  const { vectors } = await client.embed({ model: 'any', text: String(count) });
  assert.equal(vectors.length, count);
  assert.ok(vectors.every((value, index) => value === Math.fround(index * 0.25)));
});

test('an answer streams in order', patience, async (context) => {
  const client = await fakeClient(context);
  const words = Array.from({ length: 200 }, (_, index) => String(index));
  const seen: string[] = [];
  await client.ask(question('stream', words.join(' ')), {
    onProgress: (progress) => seen.push(progress.kind === 'text' ? progress.text : progress.stage),
  });
  assert.deepEqual(seen, ['prefill', ...words]);
});

test('nothing is started before the first request', patience, async (context) => {
  const runtimeFolder = await temporaryFolder(context);
  const client = await fakeClient(context, { runtimeFolder });
  assert.deepEqual(await readdir(runtimeFolder), []);
  await client.stop();
  assert.deepEqual(await readdir(runtimeFolder), []);
});

test('the states are told: stopped, starting, running, stopped', patience, async (context) => {
  const client = await fakeClient(context);
  const states: string[] = [];
  client.onState(({ kind }) => states.push(kind));
  await client.status();
  await client.stop();
  assert.deepEqual(states, ['stopped', 'starting', 'running', 'stopped']);
});

for (const model of ['patient', 'blocking'] as const)
  test(`a running ${model} question is cancelled`, patience, async (context) => {
    const client = await fakeClient(context);
    const { answer, begun, stop } = openQuestion(client, model);
    await begun;
    stop();
    assert.equal((await answer).finish, 'cancelled');
  });

test('a question is cancelled while it waits, before and after it was sent', patience, async (context) => {
  const client = await fakeClient(context);
  const unsent = openQuestion(client, 'echo');
  unsent.stop();
  await assert.rejects(unsent.answer, { code: 'request/cancelled' });
  const running = openQuestion(client, 'patient');
  const queued = openQuestion(client, 'echo');
  await queued.queued;
  queued.stop();
  await assert.rejects(queued.answer, { code: 'request/cancelled' });
  running.stop();
  assert.equal((await running.answer).finish, 'cancelled');
});

test('a request with an aborted signal starts nothing', patience, async (context) => {
  const client = await fakeClient(context);
  const states: string[] = [];
  client.onState(({ kind }) => states.push(kind));
  const aborted = client.ask(question('echo'), { signal: AbortSignal.abort() });
  await assert.rejects(aborted, { code: 'request/cancelled' });
  assert.deepEqual(states, ['stopped']);
});

test('an error crosses both processes with its code, details and sentence', patience, async (context) => {
  const client = await fakeClient(context);
  await assert.rejects(client.ask(question('refusing')), (error) => {
    assert.ok(error instanceof EngineError);
    assert.match(error.message, /^This machine has no cuda device\. ONNX Runtime's CUDA files .* Usable here: cpu\.$/);
    assert.ok(hasCode(error, 'device/unavailable'));
    return true;
  });
});

test('an unexpected error is engine/internal here and has its stack in the log', patience, async (context) => {
  const lines: string[] = [];
  const client = await fakeClient(context, { log: (line) => lines.push(line) });
  await assert.rejects(client.ask(question('failing')), { code: 'engine/internal', details: { message: 'a bug' } });
  await client.dispose();
  assert.ok(lines.some((line) => line.includes('TypeError: a bug')));
});

test('restart ends what runs and keeps what waits', patience, async (context) => {
  const client = await fakeClient(context);
  const hanging = openQuestion(client, 'hanging');
  const waiting = openQuestion(client, 'echo', 'kept');
  await Promise.all([hanging.begun, waiting.queued]);
  const before = await client.status();
  const refused = assert.rejects(hanging.answer, { code: 'engine/died', details: { cause: 'restart' } });
  await client.restart();
  await refused;
  assert.equal((await waiting.answer).text, 'kept');
  assert.notEqual((await client.status()).processId, before.processId);
  await ended(before.processId);
});

test('stop ends every request and the process; the next request starts it again', patience, async (context) => {
  const client = await fakeClient(context);
  const { answer, begun } = openQuestion(client, 'patient');
  await begun;
  const { processId } = await client.status();
  const refused = assert.rejects(answer, { code: 'engine/stopped' });
  await client.stop();
  await refused;
  await ended(processId);
  assert.equal((await client.ask(question('echo', 'again'))).text, 'again');
});

test('a disposed client answers nothing more', patience, async (context) => {
  const client = await fakeClient(context);
  const { processId } = await client.status();
  await client.dispose();
  await ended(processId);
  await assert.rejects(client.status(), { code: 'engine/stopped' });
  await assert.rejects(client.restart(), { code: 'engine/stopped' });
});

test('stopping while the engine starts leaves no process', patience, async (context) => {
  const client = await fakeClient(context);
  const states: EngineState[] = [];
  client.onState((state) => states.push(state));
  const answer = client.status();
  const refused = assert.rejects(answer, { code: 'engine/stopped' });
  await client.stop();
  await refused;
  const running = states.find((state) => state.kind === 'running');
  if (running) await ended(running.processId);
  assert.equal(states.at(-1)?.kind, 'stopped');
});

const unusable: Record<string, [options: Parameters<typeof fakeClient>[1], code: string]> = {
  'a Node that is not there': [{ node: '/nowhere/node' }, 'engine/node-unusable'],
  'an entry that is not there': [{ entry: '/nowhere/engineHost.mjs', shared: false }, 'engine/cannot-start'],
  'an entry that is no host': [{ entry: process.execPath }, 'engine/cannot-start'],
};

for (const [what, [options, code]] of Object.entries(unusable))
  test(`with ${what} a request ends with ${code}`, patience, async (context) => {
    const client = await fakeClient(context, options);
    await assert.rejects(client.status(), { code });
  });
