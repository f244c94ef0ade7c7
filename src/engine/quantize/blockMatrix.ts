// N rows (outputs) · K columns (inputs) · B blocks of a row

import { blockSizes, blocksPerRow, centre, type BlockFormat } from './blockFormat.ts';

/** Rows quantised in blocks, laid out as MatMulNBits reads them. Batches of rows follow each other: joining is concatenating. */
export interface BlockMatrix {
  readonly format: BlockFormat;
  readonly rows: number;
  readonly columns: number;
  /** [N, B, blockSize · bits / 8]; of the two 4-bit codes in a byte the lower half is the earlier column. */
  readonly codes: Uint8Array;
  /** [N · B]. */
  readonly scales: Float32Array;
  /** [N · ceil(B · bits / 8)], packed row by row as codes are; empty where the format has none. */
  readonly zeroPoints: Uint8Array;
}

/** The values scale · (code − zero) that the weights of one block are rounded to. */
export interface Grid {
  readonly scale: number;
  readonly zero: number;
}

/** A matrix whose every code is 0, to be filled by `setBlock`. */
export function emptyBlocks(rows: number, columns: number, format: BlockFormat): BlockMatrix {
  const sizes = blockSizes(rows, columns, format);
  const codes = new Uint8Array(sizes.codes);
  const zeroPoints = new Uint8Array(sizes.zeroPoints);
  return { format, rows, columns, codes, scales: new Float32Array(sizes.scales), zeroPoints };
}

/** Writes block `block` (counted over the whole matrix) from its codes, one a byte. It must still be empty. */
export function setBlock(matrix: BlockMatrix, block: number, { scale, zero }: Grid, codes: Uint8Array): void {
  const { bits, blockSize, zeroPoints } = matrix.format;
  matrix.scales[block] = scale;
  if (zeroPoints) setZeroPoint(matrix, block, zero);
  if (bits === 8) matrix.codes.set(codes, block * blockSize);
  else packHalves(codes, matrix.codes, (block * blockSize) / 2);
}

/** The weights [N, K] that the operator computes with. */
export function dequantize(matrix: BlockMatrix): Float32Array {
  const { rows, columns, format } = matrix;
  const weights_NK = new Float32Array(rows * columns);
  const blocks = blocksPerRow(columns, format);
  for (let block = 0; block < rows * blocks; block++) {
    const first = (block % blocks) * format.blockSize;
    const start = Math.floor(block / blocks) * columns + first;
    readBack(matrix, block, weights_NK.subarray(start, start + Math.min(format.blockSize, columns - first)));
  }
  return weights_NK;
}

function readBack(matrix: BlockMatrix, block: number, weights: Float32Array): void {
  const { bits, blockSize } = matrix.format;
  const scale = matrix.scales[block]!;
  const zero = zeroPointAt(matrix, block);
  for (let i = 0; i < weights.length; i++)
    weights[i] = scale * (codeAt(matrix.codes, block * blockSize + i, bits) - zero);
}

function setZeroPoint(matrix: BlockMatrix, block: number, zero: number): void {
  const { byte, shift } = zeroPointPlace(matrix, block);
  matrix.zeroPoints[byte]! |= zero << shift;
}

function zeroPointAt(matrix: BlockMatrix, block: number): number {
  if (!matrix.format.zeroPoints) return centre(matrix.format);
  const { byte, shift } = zeroPointPlace(matrix, block);
  return matrix.format.bits === 8 ? matrix.zeroPoints[byte]! : (matrix.zeroPoints[byte]! >> shift) & 15;
}

/** Each row's zero points begin at a byte of their own. */
function zeroPointPlace({ columns, format }: BlockMatrix, block: number) {
  const blocks = blocksPerRow(columns, format);
  const rowBytes = Math.ceil((blocks * format.bits) / 8);
  const bit = (block % blocks) * format.bits;
  return { byte: Math.floor(block / blocks) * rowBytes + (bit >> 3), shift: bit & 7 };
}

function packHalves(codes: Uint8Array, bytes: Uint8Array, start: number): void {
  for (let i = 0; i < codes.length; i += 2) bytes[start + (i >> 1)] = codes[i]! | (codes[i + 1]! << 4);
}

function codeAt(bytes: Uint8Array, index: number, bits: 4 | 8): number {
  return bits === 8 ? bytes[index]! : (bytes[index >> 1]! >> ((index & 1) * 4)) & 15;
}
