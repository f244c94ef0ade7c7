import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  dequantizeChannels,
  quantizeChannels,
  topChannelCode,
  transposeInto,
} from '../../../src/engine/quantize/channelInt8.ts';
import { gaussian } from './weights.ts';

const columns = 70;
const rows = fc
  .array(fc.float({ min: -5, max: 5, noNaN: true }), { minLength: 2 * columns, maxLength: 2 * columns })
  .map((weights) => Float32Array.from(weights));

for (const products of ['vnni', 'saturating'] as const) {
  test(`${products}: every weight moves by at most half a step, and codes stay in range`, () => {
    fc.assert(
      fc.property(rows, (weights) => {
        const quantized = quantizeChannels(weights, columns, products);
        dequantizeChannels(quantized).forEach((rounded, i) => {
          const step = quantized.scales[Math.floor(i / columns)]!;
          assert.ok(Math.abs(rounded - weights[i]!) <= step * (0.5 + 1e-4));
          assert.ok(Math.abs(quantized.codes[i]!) <= topChannelCode[products]);
        });
      }),
    );
  });
}

test('two products with the smaller codes fit in 16 bits, with the larger they do not', () => {
  assert.ok(2 * 255 * topChannelCode.saturating <= 32767);
  assert.ok(2 * 255 * topChannelCode.vnni > 32767);
});

test('batches of rows, each placed on its own, make the transposed whole', () => {
  const weights = gaussian(13 * columns, 2);
  const whole = quantizeChannels(weights, columns);
  const target = new Int8Array(13 * columns);
  for (const [firstRow, end] of [
    [0, 6],
    [6, 7],
    [7, 13],
  ] as const) {
    const part = quantizeChannels(weights.subarray(firstRow * columns, end * columns), columns);
    transposeInto(target, part.codes, { columns, firstRow });
    assert.deepEqual([...part.scales], [...whole.scales.subarray(firstRow, end)]);
  }
  target.forEach((code, i) => assert.equal(code, whole.codes[(i % 13) * columns + Math.floor(i / 13)]));
});

test('a row of zeros stays zeros', () => {
  assert.ok(dequantizeChannels(quantizeChannels(new Float32Array(columns), columns)).every((weight) => weight === 0));
});
