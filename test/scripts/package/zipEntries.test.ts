import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { zipEntries } from '../../../scripts/package/zipEntries.mjs';

const sample = readFileSync('test/golden/package/sample.zip');

test("the directory of an archive that Python's zipfile wrote is read: names and sizes, without folders", () => {
  const entries = zipEntries(sample);
  assert.deepEqual(
    entries.map(({ name, sizeBytes }) => [name, sizeBytes]),
    [
      ['stored.txt', 6],
      ['packed.txt', 1000],
      ['folder/ü.txt', 11],
    ],
  );
  assert.ok(entries.every(({ packedBytes }) => packedBytes < 100));
});

test('what is no archive, or a damaged one, is refused', () => {
  assert.throws(() => zipEntries(Buffer.from('no archive')), /no ZIP archive/);
  const damaged = Buffer.from(sample);
  damaged[damaged.indexOf('PK\u0001\u0002')] = 0;
  assert.throws(() => zipEntries(damaged), /damaged/);
});
