import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import golden from '../../golden/tensor/float16.json' with { type: 'json' };
import {
  bfloat16ToFloat32,
  float16ToFloat32,
  float32ToBfloat16,
  float32ToFloat16,
} from '../../../src/engine/tensor/float16.ts';

/** Every half or bfloat16 there is. */
const everyPattern = Uint16Array.from({ length: 65536 }, (_, bits) => bits);

const words = new Float32Array(bytesOf(golden.words).buffer);

const formats = [
  { name: 'float16', decode: float16ToFloat32, encode: float32ToFloat16, all: golden.halves, rounded: golden.asHalf },
  {
    name: 'bfloat16',
    decode: bfloat16ToFloat32,
    encode: float32ToBfloat16,
    all: golden.brains,
    rounded: golden.asBrain,
  },
];

for (const { name, decode, encode, all, rounded } of formats) {
  test(`all 65,536 ${name} values are read as the reference libraries read them`, () => {
    assert.equal(hashOf(decode(everyPattern)), all);
  });

  test(`float32 is rounded to ${name} as the reference libraries round it, ties, edges and both infinities included`, () => {
    const expected = new Uint16Array(bytesOf(rounded).buffer);
    const actual = encode(words);
    const differing = Array.from(words.keys()).filter((i) => !Number.isNaN(words[i]) && actual[i] !== expected[i]);
    assert.deepEqual(
      differing.map((i) => [words[i], actual[i], expected[i]]),
      [],
    );
    assert.ok(decode(actual).every((value, i) => Number.isNaN(value) === Number.isNaN(words[i])));
  });

  test(`every ${name} value survives float32 unchanged, and NaN stays NaN`, () => {
    const values = decode(everyPattern);
    const back = encode(values);
    const again = decode(back);
    const changed = everyPattern.filter((bits) => back[bits] !== bits);
    assert.ok(changed.every((bits) => Number.isNaN(values[bits]) && Number.isNaN(again[bits])));
  });

  test(`rounding to ${name} picks a nearest value`, () => {
    fc.assert(
      fc.property(fc.float({ min: -65504, max: 65504, noNaN: true }), (value) => {
        const [bits = 0] = encode(Float32Array.of(value));
        const neighbours = decode(Uint16Array.of(bits, bits - 1, bits + 1)).map((other) => Math.abs(other - value));
        const [chosen = NaN, below = NaN, above = NaN] = neighbours;
        return !(chosen > below) && !(chosen > above);
      }),
    );
  });

  test(`${name} is written into the array that was given, wherever it lies in its buffer`, () => {
    const values = Float32Array.of(9, 9, 9, 9);
    decode(encode(Float32Array.of(1, -2)), values.subarray(1, 3));
    assert.deepEqual([...values], [9, 1, -2, 9]);
  });
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(base64, 'base64'));
}

/** SHA-256 of the values with one bit pattern for every NaN. */
function hashOf(values: Float32Array): string {
  const patterns = new Uint32Array(values.slice().buffer).map((word, i) =>
    Number.isNaN(values[i]) ? 0x7fc00000 : word,
  );
  return createHash('sha256').update(new Uint8Array(patterns.buffer)).digest('hex');
}
