import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DeathCause } from '../../../src/engine/api/engineDeath.ts';
import { deathOf } from '../../../src/engine/client/deathOf.ts';

type End = [exitCode: number | null, signal: NodeJS.Signals | null, log: string];

const ends: Record<string, [end: End, cause: DeathCause]> = {
  'killed by the system': [[null, 'SIGKILL', ''], 'killed'],
  'terminated by someone': [[null, 'SIGTERM', ''], 'killed'],
  'a segmentation fault': [[null, 'SIGSEGV', ''], 'crash'],
  'an abort of native code': [[null, 'SIGABRT', 'terminate called'], 'crash'],
  'an abort of V8 without memory': [
    [null, 'SIGABRT', 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory'],
    'out-of-memory',
  ],
  'C++ without memory': [[null, 'SIGABRT', "terminate called after throwing 'std::bad_alloc'"], 'out-of-memory'],
  "the trap of Electron's allocator": [[null, 'SIGTRAP', ''], 'large-allocation'],
  'an access violation on Windows': [[0xc0000005, null, ''], 'crash'],
  'an uncaught error': [[1, null, 'TypeError: x is not a function'], 'error'],
  'a normal end': [[0, null, ''], 'exit'],
};

for (const [what, [[exitCode, signal, log], cause]] of Object.entries(ends))
  test(`${what} is told as ${cause}`, () => {
    assert.equal(deathOf({ exitCode, signal, log }).cause, cause);
  });

test('the evidence is kept', () => {
  const killed = deathOf({ exitCode: null, signal: 'SIGKILL', log: 'last line' });
  assert.deepEqual(killed, { cause: 'killed', signal: 'SIGKILL', log: 'last line' });
  assert.equal(deathOf({ exitCode: 3, signal: null, log: '' }).exitCode, 3);
});
