import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodePayload, encodeFrame, FrameSplitter } from '../../../src/engine/rpc/frames.ts';

/** Sends the messages as one stream of bytes cut at the given places, and returns what arrives. */
function roundTrip(messages: unknown[], cuts: number[]): unknown[] {
  const stream = Buffer.concat(messages.flatMap((message) => encodeFrame(message)));
  const places = [0, ...cuts.map((cut) => cut % (stream.length + 1)).sort((a, b) => a - b), stream.length];
  const splitter = new FrameSplitter();
  const chunks = places.slice(1).map((end, index) => stream.subarray(places[index], end));
  return chunks.flatMap((chunk) => splitter.push(chunk)).map(decodePayload);
}

test('messages survive however their bytes are cut', () => {
  const message = fc.oneof(
    fc.string(),
    fc.float32Array(),
    fc.bigInt(),
    fc.double(),
    fc.dictionary(fc.string(), fc.nat(), { noNullPrototype: true }),
  );
  fc.assert(
    fc.property(
      fc.array(message, { minLength: 1, maxLength: 6 }),
      fc.array(fc.nat(), { maxLength: 20 }),
      (sent, cuts) => {
        assert.deepEqual(roundTrip(sent, cuts), sent);
      },
    ),
  );
});

test('a stream cut into single bytes arrives whole', () => {
  const sent = [{ a: 1 }, new Float32Array([NaN, -0, 1.5]), 'text'];
  assert.deepEqual(
    roundTrip(
      sent,
      Array.from({ length: 200 }, (_, index) => index),
    ),
    sent,
  );
});

test('a message above the limit is refused before it is sent', () => {
  assert.throws(() => encodeFrame(new Uint8Array(100), 64), RangeError);
  assert.doesNotThrow(() => encodeFrame(new Uint8Array(10), 64));
});

for (const [claim, length] of Object.entries({ huge: 0xffffffff, 'one too many': 1025, empty: 0 }))
  test(`an announced length that is ${claim} is refused before any of it arrives`, () => {
    const header = Buffer.alloc(4);
    header.writeUInt32BE(length);
    assert.throws(() => new FrameSplitter(1024).push(header), /was announced/);
  });

test('values that cannot be copied are refused', () => {
  assert.throws(() => encodeFrame({ run: () => 1 }), /could not be cloned/);
});
