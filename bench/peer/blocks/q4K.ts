import type { BlockCodec } from './blockCodec.ts';
import { rangeOf, type Range } from './groupRange.ts';
import { readHalf, writeHalf } from './half.ts';

/**
 * 256 weights, 144 bytes: 8 groups of 32 with a 6-bit scale and a 6-bit offset each, and half-float scales d and m
 * over these; weight = d · scale · code − m · offset, with 4-bit codes.
 */
export const q4K: BlockCodec = {
  elements: 256,
  bytes: 144,
  encode(weights, block) {
    const ranges = Array.from({ length: 8 }, (_, group) => rangeOf(weights.subarray(group * 32, group * 32 + 32)));
    const rounded = roundRanges(block, ranges);
    block.fill(0, 16);
    weights.forEach((weight, i) => {
      const { scale, offset } = rounded[i >> 5]!;
      const code = scale === 0 ? 0 : Math.round((weight + offset) / scale);
      const { byte, shift } = codePlace(i);
      block[byte]! |= Math.min(15, Math.max(0, code)) << shift;
    });
  },
  decode(block, weights) {
    const ranges = readRanges(block);
    for (let i = 0; i < 256; i++) {
      const { scale, offset } = ranges[i >> 5]!;
      const { byte, shift } = codePlace(i);
      weights[i] = scale * ((block[byte]! >> shift) & 15) - offset;
    }
  },
};

/** Stores the groups' scales and offsets and returns them as they were stored. */
function roundRanges(block: Uint8Array, ranges: readonly Range[]): Range[] {
  const store = (at: number, values: readonly number[]): number[] => {
    const unit = writeHalf(block, at, Math.max(...values) / 63);
    return values.map((value) => (unit === 0 ? 0 : Math.min(63, Math.round(value / unit))));
  };
  const scales = store(
    0,
    ranges.map(({ scale }) => scale),
  );
  const offsets = store(
    2,
    ranges.map(({ offset }) => offset),
  );
  packSixBits(block.subarray(4, 16), scales, offsets);
  return readRanges(block);
}

function readRanges(block: Uint8Array): Range[] {
  const [d, m] = [readHalf(block, 0), readHalf(block, 2)];
  return Array.from({ length: 8 }, (_, group) => {
    const { scale, offset } = sixBits(block.subarray(4, 16), group);
    return { scale: d * scale, offset: m * offset };
  });
}

/** Groups 0–3 have bytes of their own; the upper groups' low 4 bits share bytes, their high 2 fill those of groups 0–3. */
function packSixBits(bytes: Uint8Array, scales: readonly number[], offsets: readonly number[]): void {
  for (let group = 0; group < 4; group++) {
    bytes[group] = scales[group]! | ((scales[group + 4]! >> 4) << 6);
    bytes[group + 4] = offsets[group]! | ((offsets[group + 4]! >> 4) << 6);
    bytes[group + 8] = (scales[group + 4]! & 15) | ((offsets[group + 4]! & 15) << 4);
  }
}

function sixBits(bytes: Uint8Array, group: number): Range {
  if (group < 4) return { scale: bytes[group]! & 63, offset: bytes[group + 4]! & 63 };
  const low = bytes[group + 4]!;
  return { scale: (low & 15) | ((bytes[group - 4]! >> 6) << 4), offset: (low >> 4) | ((bytes[group]! >> 6) << 4) };
}

/** Pairs of groups share 32 bytes: the first has their low halves. */
function codePlace(i: number): { byte: number; shift: number } {
  return { byte: 16 + (i >> 6) * 32 + (i & 31), shift: ((i >> 5) & 1) * 4 };
}
