import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { EngineError } from '../../../../src/engine/api/errors.ts';
import { clause } from '../../../../src/engine/api/remarks.ts';
import { readMetrics } from '../../../../src/engine/train/runs/readMetrics.ts';
import { readSaid } from '../../../../src/engine/train/runs/readSaid.ts';
import { readRunRecord, withRunRecord } from '../../../../src/engine/train/runs/runRecord.ts';

describe('the record of a run that failed', () => {
  let folder = '';
  before(async () => (folder = await mkdtemp(join(tmpdir(), 'hovle-record-'))));
  after(() => rm(folder, { recursive: true, force: true }));

  const failing = (error: unknown) => withRunRecord(folder, 'a.yaml', () => Promise.reject(error as Error));
  const problem = async () => (await readRunRecord(folder))?.problem;

  test('has the code of its error, the details, and the sentence', async () => {
    const reason = clause('it has {count} turns', { count: 900 });
    const error = new EngineError('data/bad-record', {
      file: 'd.jsonl',
      place: clause('line {number}', { number: 7 }),
      reason,
    });
    await assert.rejects(failing(error), error);
    const { code, details } = error;
    assert.deepEqual(await problem(), {
      code,
      details,
      message: 'line 7 of d.jsonl cannot be used: it has 900 turns.',
    });
  });

  test('keeps what nobody foresaw in its own words', async () => {
    await assert.rejects(failing(new TypeError('odd')), TypeError);
    assert.deepEqual(await problem(), {
      ...{ code: 'engine/internal', details: { message: 'odd' } },
      message: 'Something went wrong inside the engine: odd',
    });
  });

  test('may be of an earlier version, which wrote the sentence alone', async () => {
    const record = { version: 1, state: 'failed', recipe: '/a.yaml', processId: 1, problem: 'The disk is full.' };
    await writeFile(join(folder, 'run.json'), JSON.stringify(record));
    assert.equal(await problem(), 'The disk is full.');
  });
});

test('metrics of both versions say why a sample was left out and a question not answered', () => {
  const said = { code: 'image/missing', details: { image: 'x.png' }, message: 'x.png does not exist. Check the path.' };
  const lines = (words: unknown) =>
    [
      { kind: 'rejected', step: 1, source: 'data', index: 7, reason: words },
      { kind: 'prediction', step: 1, picture: 'x.png', question: 'What?', problem: words },
    ].map((line) => JSON.stringify(line));
  for (const words of ['x.png does not exist.', said]) {
    const { rejected, predictions } = readMetrics(lines(words).join('\n'));
    assert.deepEqual([rejected[0]?.reason, predictions[0]?.problem], [words, words]);
  }
});

test('of a file that someone else wrote no more is taken than anyone reads', () => {
  for (const value of [undefined, null, 7, [], {}, { code: 'a' }, { code: 'a', message: 7 }])
    assert.equal(readSaid(value), undefined);
  assert.equal(readSaid('x'.repeat(1e6)), 'x'.repeat(10_000));
  const nested = (depth: number): unknown =>
    depth === 0 ? 'end' : { code: 'c', message: 'm', details: { a: nested(depth - 1), b: Array(1e4).fill(1) } };
  const read = JSON.stringify(readSaid(nested(50)));
  assert.ok(read.length < 3000 && !read.includes('end'), `${read.length} characters`);
});
