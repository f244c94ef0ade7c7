/** How the operator MatMulNBits stores a matrix: bits of a code, and how many columns of a row share one scale. */
export interface BlockFormat {
  readonly bits: 4 | 8;
  readonly blockSize: 32 | 64 | 128 | 256;
  /** Whether each block has a zero point of its own; without, codes are centred on 2^(bits − 1). */
  readonly zeroPoints: boolean;
}

/** Lengths of the three arrays that hold `rows` rows of `columns` columns, and of their strides. */
export function blockSizes(rows: number, columns: number, format: BlockFormat) {
  const blocks = blocksPerRow(columns, format);
  const blockBytes = (format.blockSize * format.bits) / 8;
  const zeroPointBytes = format.zeroPoints ? Math.ceil((blocks * format.bits) / 8) : 0;
  return { codes: rows * blocks * blockBytes, scales: rows * blocks, zeroPoints: rows * zeroPointBytes };
}

/** Blocks in a row; the last one may be partly padding. */
export function blocksPerRow(columns: number, { blockSize }: BlockFormat): number {
  return Math.ceil(columns / blockSize);
}

/** The largest code; the smallest is 0. */
export function topCode({ bits }: BlockFormat): number {
  return (1 << bits) - 1;
}

/** The zero point where blocks have none of their own. */
export function centre({ bits }: BlockFormat): number {
  return 1 << (bits - 1);
}

/** Bits a weight takes, scales and zero points included. */
export function bitsPerWeight({ bits, blockSize, zeroPoints }: BlockFormat): number {
  return bits + (32 + (zeroPoints ? bits : 0)) / blockSize;
}
