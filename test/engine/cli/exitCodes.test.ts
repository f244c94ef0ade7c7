import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeExitCodes, exitCode, exitCodeOf, exitCodes } from '../../../src/engine/cli/exitCodes.ts';

test('no two kinds of error share an exit code, and none takes a code that shells use', () => {
  const codes = [...Object.values(exitCodes).map(([code]) => code), ...Object.values(exitCode)];
  assert.equal(new Set(codes).size, codes.length);
  assert.ok(codes.every((code) => code === exitCode.cancelled || code < 64));
});

test('an error exits with the code of its kind, a cancellation with that of Ctrl+C', () => {
  assert.equal(exitCodeOf('device/unavailable'), 16);
  assert.equal(exitCodeOf('request/unknown-model'), 3);
  assert.equal(exitCodeOf('request/cancelled'), 130);
});

test('the help names every exit code', () => {
  const help = describeExitCodes();
  for (const [code, meaning] of Object.values(exitCodes))
    assert.match(help, new RegExp(`^ +${code} +${meaning}$`, 'm'));
});
