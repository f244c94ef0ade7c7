import assert from 'node:assert/strict';
import { test } from 'node:test';
import { utf8Text } from '../../../src/extension/notebook/utf8Text.ts';

test('a file is read as UTF-8, a mark of the byte order at its beginning left out', () => {
  assert.equal(utf8Text(new TextEncoder().encode('\uFEFFgrün 图')), 'grün 图');
});

test('bytes that are no UTF-8 are refused, as they would be lost on saving', () => {
  const latin = Uint8Array.from([0x67, 0x72, 0xfc, 0x6e]);
  assert.throws(() => utf8Text(latin), { code: 'notebook/damaged', message: /not UTF-8/ });
});
