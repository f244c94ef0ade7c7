import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasCode } from '../../../src/engine/api/errors.ts';
import type { EngineState } from '../../../src/engine/client/engineState.ts';
import { question } from '../host/fakeEngine.ts';
import { fakeClient, openQuestion } from './fakeClient.ts';
import { patience } from '../rpc/patience.ts';

test(
  'kill -9 ends what runs with engine/died; what waited is answered by the next engine',
  patience,
  async (context) => {
    const client = await fakeClient(context);
    const states: EngineState['kind'][] = [];
    client.onState(({ kind }) => states.push(kind));
    const running = openQuestion(client, 'blocking');
    const waiting = openQuestion(client, 'echo', 'kept');
    await Promise.all([running.begun, waiting.queued]);
    process.kill((await client.status()).processId, 'SIGKILL');
    await assert.rejects(running.answer, (error) => {
      assert.ok(hasCode(error, 'engine/died'));
      assert.equal(error.details.cause, 'killed');
      assert.equal(error.details.signal, 'SIGKILL');
      assert.match(error.details.log ?? '', /listening/);
      assert.match(error.message, /was killed from outside.*SIGKILL.*starts it again/);
      return true;
    });
    assert.equal((await waiting.answer).text, 'kept');
    assert.deepEqual(states, ['stopped', 'starting', 'running', 'crashed', 'starting', 'running']);
  },
);

test('a question that kills its engine ends with that, and the next one is answered', patience, async (context) => {
  const client = await fakeClient(context);
  await assert.rejects(client.ask(question('killing')), { code: 'engine/died' });
  assert.equal((await client.ask(question('echo', 'back'))).text, 'back');
});
