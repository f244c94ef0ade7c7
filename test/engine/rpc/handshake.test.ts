import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { checkToken, newToken, presentToken } from '../../../src/engine/rpc/handshake.ts';
import { createPeer } from '../../../src/engine/rpc/peer.ts';
import { systemClock } from '../../../src/engine/rpc/clock.ts';
import { socketTransport } from '../../../src/engine/rpc/socketTransport.ts';
import { FakeClock } from './fakeClock.ts';
import { socketPair } from './socketPair.ts';
import { textErrors } from './textErrors.ts';

test('the right token opens the connection, and what follows it at once is not lost', async (context) => {
  const [near, far] = await socketPair(context);
  const token = newToken();
  const answer = checkToken(far, token, systemClock).then((isRight) => {
    assert.ok(isRight);
    return createPeer(socketTransport(far), {}, textErrors).call('echo', 1);
  });
  assert.ok(await presentToken(near, token, systemClock));
  createPeer(socketTransport(near), { echo: (value) => value }, textErrors);
  assert.equal(await answer, 1);
});

const wrong: Record<string, string> = {
  'a wrong token': newToken(),
  'a token of the right length in other letters': 'é'.repeat(32),
  'a longer token': newToken() + newToken(),
};

for (const [what, token] of Object.entries(wrong))
  test(`${what} is refused and the connection ends`, async (context) => {
    const [near, far] = await socketPair(context);
    const ended = once(far, 'close');
    const checked = checkToken(far, newToken(), systemClock);
    assert.equal(await presentToken(near, token, systemClock), false);
    assert.equal(await checked, false);
    await ended;
  });

test('a caller that closes before its token is whole is refused', async (context) => {
  const [near, far] = await socketPair(context);
  near.end('short');
  assert.equal(await checkToken(far, newToken(), systemClock), false);
});

test('a caller that never shows a token is dropped after a while', async (context) => {
  const [, far] = await socketPair(context);
  const clock = new FakeClock();
  const checked = checkToken(far, newToken(), clock);
  clock.advance(10_000);
  assert.equal(await checked, false);
  assert.ok(far.destroyed);
});
