import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EngineDeath } from '../../../src/engine/api/engineDeath.ts';
import { EngineError } from '../../../src/engine/api/errors.ts';
import { ConnectionLost } from '../../../src/engine/client/connectionLost.ts';
import type { EngineConnection } from '../../../src/engine/client/engineConnection.ts';
import { Supervisor } from '../../../src/engine/client/supervisor.ts';
import type { OutgoingOptions } from '../../../src/engine/rpc/peer.ts';
import { FakeClock } from '../rpc/fakeClock.ts';

/** An engine whose calls a test answers by hand. */
class FakeEngine {
  readonly sent: { method: string; begin: () => void; answer: (value: unknown) => void }[] = [];
  readonly connection: EngineConnection;
  private readonly lost: (() => void)[] = [];
  private end: (death: EngineDeath) => void = () => undefined;

  constructor() {
    const death = new Promise<EngineDeath>((resolve) => {
      this.end = resolve;
    });
    const closed = death.then(() => undefined);
    const call = (method: string, _argument: unknown, { onBegin }: OutgoingOptions = {}) =>
      new Promise<unknown>((resolve, reject) => {
        this.sent.push({ method, begin: () => onBegin?.(), answer: resolve });
        this.lost.push(() => reject(new ConnectionLost()));
      });
    const peer = { call, closed, close: () => this.die({ cause: 'exit', exitCode: 0 }) };
    this.connection = { peer, processId: 0, death, release: () => undefined };
  }

  die(death: EngineDeath): void {
    for (const lose of this.lost) lose();
    this.end(death);
  }
}

/** A supervisor over fake engines, one for each start. A start fails where an error stands in place of an engine. */
function supervised(starts: (FakeEngine | Error)[]) {
  const clock = new FakeClock();
  const states: string[] = [];
  let started = 0;
  const open = async () => {
    const next = starts[started++];
    if (next instanceof FakeEngine) return next.connection;
    throw next ?? new Error('There is no further engine.');
  };
  const supervisor = new Supervisor({ open, clock });
  supervisor.onState(({ kind }) => states.push(kind));
  return { supervisor, clock, states, startCount: () => started };
}

/** Lets everything happen that waits for nothing but its turn. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}

const crash: EngineDeath = { cause: 'crash', signal: 'SIGSEGV' };

test('the wait before a restart doubles with each crash, until too many', async () => {
  const engines = Array.from({ length: 6 }, () => new FakeEngine());
  const { supervisor, clock, startCount } = supervised(engines);
  const details = { times: 6, withinSeconds: 60, last: crash };
  const refused = assert.rejects(supervisor.call('ask', 1), { code: 'engine/crashes-repeatedly', details });
  const waits: (number | undefined)[] = [];
  for (const engine of engines) {
    await settle();
    engine.die(crash);
    await settle();
    waits.push(clock.waits[0]);
    clock.advance(clock.waits[0] ?? 0);
  }
  assert.deepEqual(waits, [500, 1000, 2000, 4000, 8000, undefined]);
  await refused;
  assert.equal(startCount(), 6);
});

test('crashes that are long past count no more', async () => {
  const engines = Array.from({ length: 10 }, () => new FakeEngine());
  const { supervisor, clock } = supervised(engines);
  const call = supervisor.call('ask', 1);
  for (const engine of engines.slice(0, 9)) {
    await settle();
    engine.die(crash);
    await settle();
    clock.advance(61_000);
  }
  await settle();
  engines[9]?.sent[0]?.answer('at last');
  assert.equal(await call, 'at last');
});

test('after a crash, what had begun ends and what had not is sent again, in the order asked', async () => {
  const [first, second] = [new FakeEngine(), new FakeEngine()];
  const { supervisor, clock, states } = supervised([first, second]);
  const begun = supervisor.call('ask', undefined);
  const queued = (['embed', 'compile'] as const).map((method) => supervisor.call(method, undefined));
  const lookup = supervisor.call('status', undefined);
  await settle();
  first.sent[0]?.begin();
  first.die(crash);
  await assert.rejects(begun, { code: 'engine/died', details: crash });
  // Answered at once, so it was being answered when the engine died.
  await assert.rejects(lookup, { code: 'engine/died' });
  clock.advance(500);
  await settle();
  const methods = second.sent.map(({ method }) => method);
  assert.deepEqual(methods, ['embed', 'compile']);
  for (const { answer, method } of second.sent) answer(method);
  assert.deepEqual(await Promise.all(queued), ['embed', 'compile']);
  assert.deepEqual(states, ['stopped', 'starting', 'running', 'crashed', 'starting', 'running']);
});

test('a request made between a death and its discovery goes to the next engine', async () => {
  const engines = [new FakeEngine(), new FakeEngine()];
  const { supervisor, clock } = supervised(engines);
  const first = supervisor.call('status', undefined);
  await settle();
  engines[0]?.sent[0]?.answer('first');
  await first;
  engines[0]?.die(crash);
  const second = supervisor.call('ask', undefined);
  await settle();
  clock.advance(500);
  await settle();
  engines[1]?.sent[0]?.answer('second');
  assert.equal(await second, 'second');
});

test('a start that fails ends the requests that wait for it, and the next request tries again', async () => {
  const engine = new FakeEngine();
  const failure = new EngineError('engine/cannot-start', { node: 'node', reason: 'no', log: '' });
  const { supervisor, states } = supervised([failure, engine]);
  await assert.rejects(supervisor.call('ask', 1), { code: 'engine/cannot-start' });
  const second = supervisor.call('ask', 1);
  await settle();
  engine.sent[0]?.answer('works');
  assert.equal(await second, 'works');
  assert.deepEqual(states, ['stopped', 'starting', 'stopped', 'starting', 'running']);
});

test('nothing is started again once nobody waits', async () => {
  const engines = [new FakeEngine(), new FakeEngine()];
  const { supervisor, clock, startCount } = supervised(engines);
  const controller = new AbortController();
  const call = supervisor.call('ask', 1, { signal: controller.signal });
  await settle();
  engines[0]?.die(crash);
  await settle();
  controller.abort();
  await assert.rejects(call, { code: 'request/cancelled' });
  clock.advance(60_000);
  await settle();
  assert.equal(startCount(), 1);
});

test('an engine that leaves while nothing is asked of it has not crashed', async () => {
  const engine = new FakeEngine();
  const { supervisor, states } = supervised([engine]);
  const call = supervisor.call('status', undefined);
  await settle();
  engine.sent[0]?.answer('here');
  await call;
  engine.die({ cause: 'exit', exitCode: 0 });
  await settle();
  assert.deepEqual(states, ['stopped', 'starting', 'running', 'stopped']);
});
