import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkClaims, summary } from '../host/claims.ts';
import type { Claims, Tally } from '../host/claims.ts';
import { withSecondTry } from '../host/secondTry.ts';

test('what holds at once is checked once', async () => {
  const { tally, tries } = await tried({ 'it answers': [true] });
  assert.equal(tries, 1);
  assert.equal(summary(tally), '1 passed, 0 failed');
});

test('a claim that fails twice has failed, though others fail in turn', async () => {
  const { tally, tries } = await tried({
    'it answers': [false, false],
    'it ends': [false, true],
    'it begins': [true, false],
  });
  assert.equal(tries, 2);
  assert.deepEqual(namesOf(tally.failures), ['it answers']);
  assert.deepEqual(namesOf(tally.unsteady), ['it ends', 'it begins']);
  assert.equal(tally.passed, 2);
});

test('a claim that held only when checked again is told with its reason', async () => {
  const { tally } = await tried({ 'it answers': [false, true] });
  assert.match(summary(tally), /^↻ it answers \(held when checked again\)\nError: try 1[^]*\n1 passed, 0 failed$/);
});

test('where more than three do not hold, nothing is checked again', async () => {
  const broken = Object.fromEntries(['a', 'b', 'c', 'd'].map((claim) => [claim, [false, true]]));
  const { tally, tries } = await tried(broken);
  assert.equal(tries, 1);
  assert.equal(tally.failures.length, 4);
});

/** Claims by whether each holds in the first try, the second and so on. */
async function tried(holds: Readonly<Record<string, readonly boolean[]>>): Promise<{ tally: Tally; tries: number }> {
  let tries = 0;
  const show = (inTurn: readonly boolean[]) => () =>
    inTurn[tries - 1] ? Promise.resolve() : Promise.reject(new Error(`try ${tries}`));
  const claims: Claims = Object.fromEntries(Object.entries(holds).map(([claim, inTurn]) => [claim, show(inTurn)]));
  const check = () => {
    tries++;
    return checkClaims(claims, () => undefined);
  };
  return { tally: await withSecondTry(check, () => undefined), tries };
}

const namesOf = (failures: Tally['failures']) => failures.map(({ claim }) => claim);
