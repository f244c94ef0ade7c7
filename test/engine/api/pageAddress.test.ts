import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPageAddress } from '../../../src/engine/api/pageAddress.ts';

test('only the page of a PDF file is split off', () => {
  assert.deepEqual(readPageAddress('a/report.PDF#page=12'), { path: 'a/report.PDF', page: 12 });
  for (const path of ['report.pdf', 'report.pdf#page=', 'report.pdf#page=x', 'a.png#page=3', 'report.pdf#3', ''])
    assert.deepEqual(readPageAddress(path), { path });
});
