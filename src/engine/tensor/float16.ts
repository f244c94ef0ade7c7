/** Reads IEEE 754 half-precision bits as float32; exact. */
export function float16ToFloat32(bits: Uint16Array, out: Float32Array = new Float32Array(bits.length)): Float32Array {
  for (let i = 0; i < bits.length; i++) out[i] = halfValues()[bits[i]!]!;
  return out;
}

/** Reads bfloat16 bits (the upper half of a float32) as float32; exact. */
export function bfloat16ToFloat32(bits: Uint16Array, out: Float32Array = new Float32Array(bits.length)): Float32Array {
  const words = new Uint32Array(out.buffer, out.byteOffset, out.length);
  for (let i = 0; i < bits.length; i++) words[i] = bits[i]! << 16;
  return out;
}

/** Rounds float32 to bfloat16 bits, ties to even; NaN stays NaN. */
export function float32ToBfloat16(
  values: Float32Array,
  out: Uint16Array = new Uint16Array(values.length),
): Uint16Array {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length);
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const isNaN = (word & 0x7fffffff) > 0x7f800000;
    out[i] = isNaN ? (word >>> 16) | 0x40 : (word + 0x7fff + ((word >>> 16) & 1)) >>> 16;
  }
  return out;
}

/** Rounds float32 to half-precision bits, ties to even; too large becomes infinity. */
export function float32ToFloat16(values: Float32Array, out: Uint16Array = new Uint16Array(values.length)): Uint16Array {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length);
  for (let i = 0; i < words.length; i++) out[i] = halfBits(words[i]!);
  return out;
}

function halfBits(word: number): number {
  const sign = (word >>> 16) & 0x8000;
  const exponent = ((word >>> 23) & 0xff) - 112;
  const mantissa = word & 0x7fffff;
  if (exponent >= 31) return sign | (exponent === 143 && mantissa ? 0x7e00 : 0x7c00);
  if (exponent <= 0) return sign | subnormalBits(exponent, mantissa);
  // A carry out of the mantissa correctly moves into the exponent.
  return sign | (((exponent << 10) | (mantissa >>> 13)) + roundUp(mantissa, 13));
}

function subnormalBits(exponent: number, mantissa: number): number {
  if (exponent < -10) return 0;
  const shift = 14 - exponent;
  const full = mantissa | 0x800000;
  return (full >>> shift) + roundUp(full, shift);
}

/** 1 where dropping the lowest `shift` bits must round up (ties to even), else 0. */
function roundUp(value: number, shift: number): number {
  const half = 1 << (shift - 1);
  const rest = value & ((1 << shift) - 1);
  const isOdd = (value >>> shift) & 1;
  return rest > half || (rest === half && isOdd) ? 1 : 0;
}

let halfTable: Float32Array | undefined;

/** All 65,536 half-precision values, made on first use: a table read is several times faster than decoding. */
function halfValues(): Float32Array {
  halfTable ??= Float32Array.from({ length: 65536 }, (_, bits) => halfValue(bits));
  return halfTable;
}

function halfValue(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >>> 10) & 31;
  const mantissa = bits & 1023;
  if (exponent === 31) return mantissa ? NaN : sign * Infinity;
  return exponent === 0 ? sign * mantissa * 2 ** -24 : sign * (1024 + mantissa) * 2 ** (exponent - 25);
}
