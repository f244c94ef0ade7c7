import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { mimeOf, pictureName } from '../../../../src/extension/notebook/editing/pastedPicture.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test('a name keeps what was readable of it, and has the ending of its type', () => {
  assert.match(
    pictureName({ name: 'My cat (1).PNG', mime: 'image/jpeg', bytes: bytes('a') }),
    /^My-cat-1-[0-9a-f]{8}\.jpg$/,
  );
  assert.match(pictureName({ name: '', mime: 'image/png', bytes: bytes('a') }), /^image-[0-9a-f]{8}\.png$/);
  assert.match(pictureName({ name: '図.png', mime: 'image/png', bytes: bytes('a') }), /^図-/);
});

test('other bytes get another name, the same bytes the same', () => {
  const name = (text: string) => pictureName({ name: 'image.png', mime: 'image/png', bytes: bytes(text) });
  assert.notEqual(name('a'), name('b'));
  assert.equal(name('a'), name('a'));
});

test('no name leads out of its folder or breaks an address', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const made = pictureName({ name, mime: 'image/png', bytes: bytes('a') });
      assert.match(made, /^[\p{L}\p{N}_-]+\.png$/u);
    }),
  );
});

test('a type is known by the ending of the name', () => {
  const cases = { 'a.PNG': 'image/png', 'a.jpeg': 'image/jpeg', 'a.tif': 'image/tiff', 'a.svg': 'image/svg+xml' };
  for (const [name, mime] of Object.entries(cases)) assert.equal(mimeOf(name), mime);
  for (const name of ['a.txt', 'png', '', 'a.png.exe']) assert.equal(mimeOf(name), undefined);
});
