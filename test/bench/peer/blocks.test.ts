import assert from 'node:assert/strict';
import { test } from 'node:test';
import golden from '../../golden/bench/blocks.json' with { type: 'json' };
import { codecs, encodeBlocks, roundTrip } from '../../../bench/peer/blocks/codecs.ts';

const weights = Float32Array.from(golden.weights);

for (const type of ['Q4_0', 'Q4_K', 'Q6_K'] as const) {
  const { elements, bytes, decode } = codecs[type];
  const { bytes: hex, values } = golden[type];

  test(`${type} blocks of llama.cpp are read as it reads them`, () => {
    const blocks = Buffer.from(hex, 'hex');
    const read = new Float32Array(weights.length);
    for (let at = 0, block = 0; at < read.length; at += elements, block += bytes) {
      decode(blocks.subarray(block, block + bytes), read.subarray(at, at + elements));
    }
    assert.deepEqual([...read], values);
  });

  test(`${type} blocks of ours lose no more than llama.cpp's, but for a hundredth`, () => {
    assert.equal(encodeBlocks(codecs[type], weights).length, hex.length / 2);
    const [ours, theirs] = [roundTrip(codecs[type], weights), Float32Array.from(values)];
    assert.ok(error(ours) <= 1.01 * error(theirs), `${error(ours)} against ${error(theirs)}`);
  });

  test(`${type} keeps zeros`, () => {
    assert.ok(roundTrip(codecs[type], new Float32Array(256)).every((weight) => weight === 0));
  });
}

function error(rounded: Float32Array): number {
  return Math.hypot(...weights.map((weight, i) => weight - rounded[i]!));
}
