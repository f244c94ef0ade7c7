import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { untilReady } from '../../../src/extension/webviews/untilReady.ts';

beforeEach(() => mock.timers.enable({ apis: ['setInterval'] }));
afterEach(() => mock.timers.reset());

function watch() {
  const page = { isSeen: true, loads: 0 };
  return { page, ready: untilReady({ isSeen: () => page.isSeen, load: () => page.loads++ }) };
}

test('a page that says nothing is loaded again, a few times', () => {
  const { page, ready } = watch();
  ready.begin();
  mock.timers.tick(34_000);
  assert.equal(page.loads, 0);
  mock.timers.tick(600_000);
  assert.equal(page.loads, 3);
});

test('a page that has loaded is left alone, and so is one that is closed', () => {
  for (const stop of ['end', 'dispose'] as const) {
    const { page, ready } = watch();
    ready.begin();
    ready[stop]();
    mock.timers.tick(600_000);
    assert.equal(page.loads, 0);
  }
});

test('a page that nobody sees is waited for', () => {
  const { page, ready } = watch();
  page.isSeen = false;
  ready.begin();
  mock.timers.tick(600_000);
  assert.equal(page.loads, 0);
  page.isSeen = true;
  mock.timers.tick(35_000);
  assert.equal(page.loads, 1);
});
