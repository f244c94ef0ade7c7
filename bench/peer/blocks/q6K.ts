import type { BlockCodec } from './blockCodec.ts';
import { readHalf, writeHalf } from './half.ts';
import { symmetricScale } from './symmetricScale.ts';

/**
 * 256 weights, 210 bytes: 16 groups of 16 with an 8-bit scale each, and a half-float scale d over them;
 * weight = d · scale · (code − 32). The codes' low 4 bits come first (128 bytes), then their high 2 (64 bytes).
 */
export const q6K: BlockCodec = {
  elements: 256,
  bytes: 210,
  encode(weights, block) {
    const wanted = Array.from({ length: 16 }, (_, group) =>
      symmetricScale(weights.subarray(group * 16, group * 16 + 16), 32),
    );
    const largest = wanted.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0);
    const d = writeHalf(block, 208, largest / -128);
    const inverse = d === 0 ? 0 : 1 / d;
    const scales = wanted.map((scale) => clamp(Math.round(scale * inverse), -128, 127));
    scales.forEach((scale, group) => (block[192 + group] = scale & 255));
    block.fill(0, 0, 192);
    weights.forEach((weight, i) => {
      const step = d * scales[i >> 4]!;
      setCode(block, i, step === 0 ? 32 : clamp(Math.round(weight / step) + 32, 0, 63));
    });
  },
  decode(block, weights) {
    const d = readHalf(block, 208);
    for (let i = 0; i < 256; i++) weights[i] = d * signed(block[192 + (i >> 4)]!) * (codeAt(block, i) - 32);
  },
};

/** Where weight i's bits lie: within each half of 128 weights, runs of 32 share bytes. */
function place(i: number) {
  const half = i >> 7;
  const run = (i >> 5) & 3;
  const within = i & 31;
  return {
    low: { byte: half * 64 + (run & 1) * 32 + within, shift: (run >> 1) * 4 },
    high: { byte: 128 + half * 32 + within, shift: run * 2 },
  };
}

function setCode(block: Uint8Array, i: number, code: number): void {
  const { low, high } = place(i);
  block[low.byte]! |= (code & 15) << low.shift;
  block[high.byte]! |= (code >> 4) << high.shift;
}

function codeAt(block: Uint8Array, i: number): number {
  const { low, high } = place(i);
  return ((block[low.byte]! >> low.shift) & 15) | (((block[high.byte]! >> high.shift) & 3) << 4);
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
const signed = (byte: number): number => (byte << 24) >> 24;
