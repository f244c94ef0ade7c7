import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import type { TestContext } from 'node:test';
import { createPeer } from '../../../src/engine/rpc/peer.ts';
import type { Peer } from '../../../src/engine/rpc/peer.ts';
import { portTransport } from '../../../src/engine/rpc/portTransport.ts';
import { textErrors } from './textErrors.ts';
import { patience } from './patience.ts';

function callWorker(context: TestContext): Peer {
  const worker = new Worker(new URL('./busyWorker.mjs', import.meta.url));
  // A failing worker is seen by its end.
  worker.on('error', () => undefined);
  context.after(() => worker.terminate());
  return createPeer(portTransport(worker), {}, textErrors);
}

test('a thread that never yields still sees the cancellation, and reports on the way', patience, async (context) => {
  const caller = callWorker(context);
  const controller = new AbortController();
  const reports: unknown[] = [];
  const call = caller.call('spin', undefined, {
    signal: controller.signal,
    onProgress: (report) => {
      reports.push(report);
      controller.abort();
    },
  });
  assert.deepEqual(await call, { stoppedBy: 'signal.aborted', listenersCalled: 1 });
  assert.deepEqual(reports, ['spinning']);
});

test('a thread that yields is told of the cancellation by an event', patience, async (context) => {
  const caller = callWorker(context);
  const controller = new AbortController();
  const onBegin = () => {
    controller.abort();
  };
  assert.equal(await caller.call('wait', undefined, { signal: controller.signal, onBegin }), 'event');
});

for (const end of ['throw', 'exit'])
  test(`a thread that ends by ${end} ends its calls, after what it said before`, patience, async (context) => {
    const caller = callWorker(context);
    const reports: unknown[] = [];
    const waiting = caller.call('wait', undefined);
    const ending = caller.call(end, undefined, { onProgress: (report) => reports.push(report) });
    await assert.rejects(ending, { message: 'closed' });
    await assert.rejects(waiting, { message: 'closed' });
    assert.deepEqual(reports, ['last words']);
  });

test('typed arrays keep their values between threads', patience, async (context) => {
  const echoed = await callWorker(context).call('echo', new Float32Array([NaN, -0, 2.5]));
  assert.deepEqual(echoed, new Float32Array([NaN, -0, 2.5]));
});
