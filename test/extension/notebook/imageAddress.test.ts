import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ExtensionError } from '../../../src/extension/extensionError.ts';
import { readImageAddress } from '../../../src/extension/notebook/imageAddress.ts';

const bytes = Buffer.from('picture');
const base64 = bytes.toString('base64');
const attachments = { 'my pic.png': { 'image/png': base64 } };

describe('an address is', () => {
  check('a path', 'pictures/cat.png', { path: 'pictures/cat.png' });
  check('a path with %20', 'my%20cat.png', { path: 'my cat.png' });
  check('a path with a lone percent sign', '100%.png', { path: '100%.png' });
  check('a Windows path', 'C:\\cat.png', { path: 'C:\\cat.png' });
  check('a page of a document', 'my%20report.pdf#page=3', { path: 'my report.pdf', page: 3 });
  check('a file with a # in its name', 'a#page=3.png', { path: 'a#page=3.png' });
  check('an attachment', 'attachment:my%20pic.png', { bytes, name: 'my pic.png' });
  check('a place on the web', 'https://example.com/a.png', { remote: 'https://example.com/a.png' });
  check('the same in capitals', 'HTTP://example.com/a.png', { remote: 'HTTP://example.com/a.png' });
  check('data', `data:image/png;base64,${base64}`, { bytes, name: 'picture' });
  check('data in capitals', `DATA:image/png;base64,${base64}`, { bytes, name: 'picture' });
});

describe('what cannot be read is explained', () => {
  checkError('attachment:other.png', 'image/no-attachment');
  checkError('attachment:toString', 'image/no-attachment');
  checkError('data:image/png,abc', 'image/bad-data');
  checkError('data:image/png;base64,', 'image/bad-data');
  checkError('data:', 'image/bad-data');
});

test('attachments of any shape are no more than missing', () => {
  for (const odd of [undefined, null, [], 7, { 'a.png': 'text' }, { 'a.png': { 'image/png': 7 } }])
    assert.throws(() => readImageAddress('attachment:a.png', odd), /no attachment named a\.png/);
});

function check(claim: string, address: string, expected: unknown) {
  test(claim, () => assert.deepEqual(readImageAddress(address, attachments), expected));
}

function checkError(address: string, code: string) {
  test(address, () =>
    assert.throws(
      () => readImageAddress(address, attachments),
      (error: ExtensionError) => error.code === code,
    ),
  );
}
