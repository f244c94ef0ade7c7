import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bitsPerWeight, blockSizes, type BlockFormat } from '../../../src/engine/quantize/blockFormat.ts';
import { dequantize, emptyBlocks, setBlock } from '../../../src/engine/quantize/blockMatrix.ts';

const formats = fc.record({
  bits: fc.constantFrom(4 as const, 8 as const),
  blockSize: fc.constantFrom(32 as const, 64 as const, 128 as const),
  zeroPoints: fc.boolean(),
});

test('the bytes are those that the description of MatMulNBits asks for', () => {
  const format: BlockFormat = { bits: 4, blockSize: 32, zeroPoints: true };
  const matrix = emptyBlocks(2, 96, format);
  const codes = Uint8Array.from({ length: 32 }, (_, i) => i % 16);
  for (let block = 0; block < 6; block++) setBlock(matrix, block, { scale: block, zero: 10 + block }, codes);
  assert.deepEqual([...matrix.codes.subarray(0, 4)], [0x10, 0x32, 0x54, 0x76]);
  assert.equal(matrix.codes.length, 2 * 3 * 16);
  assert.deepEqual([...matrix.scales], [0, 1, 2, 3, 4, 5]);
  // Three zero points take a byte and a half, and the next row starts with a new byte.
  assert.deepEqual([...matrix.zeroPoints], [0xba, 0x0c, 0xed, 0x0f]);
});

test('what is packed is what is read back, for every format and for rows that end within a block', () => {
  fc.assert(
    fc.property(
      formats,
      fc.nat({ max: 3 }),
      fc.integer({ min: 1, max: 300 }),
      fc.nat(),
      (format, extra, columns, seed) => {
        checkRoundTrip(format, extra + 1, columns, seed);
      },
    ),
  );
});

test('lengths of batches add up to those of the whole', () => {
  const format: BlockFormat = { bits: 4, blockSize: 64, zeroPoints: true };
  const [whole, part] = [blockSizes(6, 200, format), blockSizes(2, 200, format)];
  for (const key of ['codes', 'scales', 'zeroPoints'] as const) assert.equal(whole[key], 3 * part[key]);
});

test('a scale of 32 bits and a zero point are shared by the weights of a block', () => {
  assert.equal(bitsPerWeight({ bits: 4, blockSize: 32, zeroPoints: true }), 5.125);
  assert.equal(bitsPerWeight({ bits: 8, blockSize: 128, zeroPoints: false }), 8.25);
});

function checkRoundTrip(format: BlockFormat, rows: number, columns: number, seed: number): void {
  const top = 2 ** format.bits - 1;
  const value = (i: number): number => (Math.imul(i + 1, 2654435761) ^ seed) & top;
  const blocks = Math.ceil(columns / format.blockSize);
  const matrix = emptyBlocks(rows, columns, format);
  const zero = (block: number): number => (format.zeroPoints ? value(block * 7) : (top + 1) / 2);
  for (let block = 0; block < rows * blocks; block++) {
    const codes = Uint8Array.from({ length: format.blockSize }, (_, i) => value(block * format.blockSize + i));
    setBlock(matrix, block, { scale: block + 1, zero: zero(block) }, codes);
  }
  const weights = dequantize(matrix);
  for (let i = 0; i < weights.length; i++) {
    const block = Math.floor(i / columns) * blocks + Math.floor((i % columns) / format.blockSize);
    const code = value(block * format.blockSize + ((i % columns) % format.blockSize));
    assert.equal(weights[i], (block + 1) * (code - zero(block)));
  }
}
