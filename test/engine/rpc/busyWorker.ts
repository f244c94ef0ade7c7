import assert from 'node:assert/strict';
import { once } from 'node:events';
import { parentPort } from 'node:worker_threads';
import { createPeer } from '../../../src/engine/rpc/peer.ts';
import type { IncomingCall } from '../../../src/engine/rpc/peer.ts';
import { portTransport } from '../../../src/engine/rpc/portTransport.ts';
import { textErrors } from './textErrors.ts';

/** Answers in a worker thread, in the ways that are hard on its callers. */
const handlers = {
  echo: (value: unknown) => value,
  spin,
  async wait(_argument: unknown, { signal, begin }: IncomingCall) {
    begin();
    await once(signal, 'abort');
    return 'event';
  },
  throw(_argument: unknown, call: IncomingCall) {
    call.progress('last words');
    setImmediate(() => {
      throw new Error('uncaught');
    });
    return new Promise(() => undefined);
  },
  exit(_argument: unknown, call: IncomingCall) {
    call.progress('last words');
    setImmediate(() => process.exit(3));
    return new Promise(() => undefined);
  },
};

/** Holds the thread until the signal says so, as a synchronous native call between two checks does. */
function spin(_argument: unknown, { signal, progress }: IncomingCall): unknown {
  let listenersCalled = 0;
  signal.addEventListener('abort', () => listenersCalled++);
  progress('spinning');
  while (!signal.aborted);
  assert.throws(() => {
    signal.throwIfAborted();
  });
  return { stoppedBy: 'signal.aborted', listenersCalled };
}

if (!parentPort) throw new Error('This file runs in a worker thread.');
createPeer(portTransport(parentPort), handlers, textErrors);
