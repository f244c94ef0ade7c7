import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { watchOutput } from '../../../src/engine/cli/watchOutput.ts';

class FakeStream extends EventEmitter {
  written = '';

  write(text: string): void {
    this.written += text;
  }
}

function watched() {
  const [stdout, stderr] = [new FakeStream(), new FakeStream()];
  const seen = { interrupts: 0, codes: [] as number[] };
  const codeAfter = watchOutput(
    { stdout, stderr },
    () => seen.interrupts++,
    (code) => seen.codes.push(code),
  );
  return { stdout, stderr, seen, codeAfter };
}

const refusal = (code: string) => Object.assign(new Error(`write ${code}`), { code, syscall: 'write' });

test('who stops reading ends the work quietly, whatever the command makes of being ended', () => {
  const { stdout, stderr, seen, codeAfter } = watched();
  stdout.emit('error', refusal('EPIPE'));
  assert.deepEqual([seen, stderr.written, codeAfter(130)], [{ interrupts: 1, codes: [0] }, '', 0]);
});

test('a full disk is said once, and is the end of the command', () => {
  const { stdout, stderr, seen, codeAfter } = watched();
  for (let i = 0; i < 3; i++) stdout.emit('error', refusal('ENOSPC'));
  assert.match(stderr.written, /^The disk is full: standard output could not be written\.[^\n]*\n$/);
  assert.deepEqual([seen, codeAfter(130)], [{ interrupts: 1, codes: [17] }, 17]);
});

test('where nobody hears errors either, the command ends as it would', () => {
  const { stderr, seen, codeAfter } = watched();
  stderr.emit('error', refusal('EPIPE'));
  assert.deepEqual([seen, codeAfter(6)], [{ interrupts: 0, codes: [] }, 6]);
});
