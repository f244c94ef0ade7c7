import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readDataAddress } from '../../../src/extension/images/dataAddress.ts';

const svg = '<svg xmlns="http://www.w3.org/2000/svg" fill="#f00"/>';

describe('a data address is read', () => {
  check('in base64', `data:image/png;base64,${Buffer.from(svg).toString('base64')}`);
  check('in base64 with escapes', `data:image/png;base64,${encodeURIComponent(Buffer.from(svg).toString('base64'))}`);
  check('as escaped text', `data:image/svg+xml,${encodeURIComponent(svg)}`);
  check('as text with a charset', `data:image/svg+xml;utf8,${svg}`);
});

test('one that holds nothing, or text that is no SVG, is refused', () => {
  for (const address of ['data:', 'data:image/png;base64,', 'data:image/png,abc', 'data:image/svg+xml'])
    assert.throws(() => readDataAddress(address), /data: address of a picture cannot be read/);
});

function check(claim: string, address: string) {
  test(claim, () => assert.equal(Buffer.from(readDataAddress(address)).toString(), svg));
}
