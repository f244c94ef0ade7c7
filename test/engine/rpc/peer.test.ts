import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { encodeFrame } from '../../../src/engine/rpc/frames.ts';
import { createPeer } from '../../../src/engine/rpc/peer.ts';
import type { Handlers, Peer } from '../../../src/engine/rpc/peer.ts';
import { socketTransport } from '../../../src/engine/rpc/socketTransport.ts';
import { socketPair } from './socketPair.ts';
import { textErrors } from './textErrors.ts';
import { patience } from './patience.ts';

/** A caller connected to a side that answers by `handlers`. */
async function connected(context: TestContext, handlers: Handlers, limitBytes?: number): Promise<[Peer, Peer]> {
  const [near, far] = await socketPair(context);
  const open = (socket: typeof near, answers: Handlers) =>
    createPeer(socketTransport(socket, limitBytes), answers, textErrors);
  return [open(near, {}), open(far, handlers)];
}

test('1,000 calls at once are each given their own answer', patience, async (context) => {
  const [caller] = await connected(context, {
    double: async (value) => {
      // Answers in another order than asked.
      for (let turns = Number(value) % 7; turns > 0; turns--) await Promise.resolve();
      return Number(value) * 2;
    },
  });
  const answers = await Promise.all(Array.from({ length: 1000 }, (_, index) => caller.call('double', index)));
  assert.deepEqual(
    answers,
    Array.from({ length: 1000 }, (_, index) => index * 2),
  );
});

test('64 MB of float32 arrive intact in both directions', patience, async (context) => {
  const [caller] = await connected(context, { echo: (value) => value });
  const values = new Float32Array(16 * 1024 * 1024).map((_, index) => index * 0.5);
  values[7] = NaN;
  values[8] = -0;
  const echoed = await caller.call('echo', values);
  assert.ok(echoed instanceof Float32Array);
  assert.ok(Buffer.from(echoed.buffer, echoed.byteOffset, echoed.byteLength).equals(Buffer.from(values.buffer)));
});

test('progress arrives in order and before the answer', patience, async (context) => {
  const [caller] = await connected(context, {
    count: (_argument, call) => {
      call.begin();
      for (let step = 0; step < 100; step++) call.progress(step);
      return 'done';
    },
  });
  const seen: unknown[] = [];
  const options = { onProgress: (step: unknown) => seen.push(step), onBegin: () => seen.push('begin') };
  seen.push(await caller.call('count', undefined, options));
  assert.deepEqual(seen, ['begin', ...Array.from({ length: 100 }, (_, step) => step), 'done']);
});

test('aborting a call aborts the signal on the far side', patience, async (context) => {
  const [caller] = await connected(context, {
    wait: async (_argument, { signal, begin }) => {
      begin();
      await once(signal, 'abort');
      throw new Error(`stopped, aborted is ${String(signal.aborted)}`);
    },
  });
  const controller = new AbortController();
  const call = caller.call('wait', undefined, {
    signal: controller.signal,
    onBegin: () => {
      controller.abort();
    },
  });
  await assert.rejects(call, { message: 'far: stopped, aborted is true' });
});

test('a call whose signal is already aborted is never sent', patience, async (context) => {
  const asked: unknown[] = [];
  const [caller] = await connected(context, { note: (value) => asked.push(value) });
  await assert.rejects(caller.call('note', 1, { signal: AbortSignal.abort() }), { message: 'cancelled' });
  await caller.call('note', 2);
  assert.deepEqual(asked, [2]);
});

test('an error of the far side arrives as the contract unpacks it', patience, async (context) => {
  const [caller] = await connected(context, {
    fail: () => {
      throw new Error('no such model');
    },
  });
  await assert.rejects(caller.call('fail', undefined), { message: 'far: no such model' });
});

test('the end of the connection ends every call, the running and the later ones', patience, async (context) => {
  const [caller, answerer] = await connected(context, { wait: () => new Promise(() => undefined) });
  const calls = Array.from({ length: 1000 }, () => caller.call('wait', undefined));
  const ends = Promise.allSettled(calls);
  setImmediate(() => {
    answerer.close();
  });
  const messages = (await ends).map((end) => (end.status === 'rejected' ? String(end.reason) : 'answered'));
  assert.deepEqual(new Set(messages), new Set(['Error: closed']));
  await caller.closed;
  await assert.rejects(caller.call('wait', undefined), { message: 'closed' });
});

test('when the caller goes, the signals of its calls are aborted', patience, async (context) => {
  const far = new EventEmitter();
  const [caller] = await connected(context, {
    wait: async (_argument, { signal, begin }) => {
      begin();
      await once(signal, 'abort');
      far.emit('aborted');
    },
  });
  const aborted = once(far, 'aborted');
  const call = caller.call('wait', undefined, {
    onBegin: () => {
      caller.close();
    },
  });
  await assert.rejects(call, { message: 'closed' });
  await aborted;
});

test('what a side sent before it closed is still handled', patience, async (context) => {
  const [caller, answerer] = await connected(context, {
    last: (_argument, call) => {
      for (let step = 0; step < 50; step++) call.progress(step);
      setImmediate(() => {
        answerer.close();
      });
      return new Promise(() => undefined);
    },
  });
  let steps = 0;
  await assert.rejects(caller.call('last', undefined, { onProgress: () => steps++ }), { message: 'closed' });
  assert.equal(steps, 50);
});

const unsendable: Record<string, (caller: Peer) => Promise<unknown>> = {
  'an argument above the limit': (caller) => caller.call('echo', new Uint8Array(5000)),
  'an argument that is no plain data': (caller) => caller.call('echo', () => 1),
  'a result above the limit': (caller) => caller.call('huge', undefined),
  'a result that is no plain data': (caller) => caller.call('code', undefined),
  'an unknown method': (caller) => caller.call('missing', undefined),
};

for (const [what, attempt] of Object.entries(unsendable))
  test(`${what} is an error of that call alone`, patience, async (context) => {
    const handlers: Handlers = { echo: (value) => value, huge: () => new Uint8Array(5000), code: () => () => 1 };
    const [caller] = await connected(context, handlers, 4096);
    const other = caller.call('echo', 'other');
    await assert.rejects(attempt(caller), /unsendable: /);
    assert.equal(await other, 'other');
    assert.equal(await caller.call('echo', 'after'), 'after');
  });

const garbage: Record<string, Buffer> = {
  'random bytes': Buffer.from('GET / HTTP/1.1\r\nHost: example\r\n\r\n'.repeat(20)),
  'a frame that is not serialized data': Buffer.concat([Buffer.from([0, 0, 0, 4]), Buffer.from('junk')]),
  'a value that is no message': Buffer.concat(encodeFrame({ hello: 'world' })),
  'a cancellation without an id': Buffer.concat(encodeFrame({ jsonrpc: '2.0', method: '$/cancelRequest' })),
};

for (const [what, bytes] of Object.entries(garbage))
  test(`${what} closes the connection on which it came`, patience, async (context) => {
    const [near, far] = await socketPair(context);
    const answerer = createPeer(socketTransport(far), {}, textErrors);
    near.write(bytes);
    await answerer.closed;
  });
