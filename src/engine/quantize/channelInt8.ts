// N rows (outputs) · K columns (inputs)

/** Rows of 8-bit weights, each row with one scale: weight ≈ scales[row] · codes[row, column]. */
export interface ChannelRows {
  /** [N, K]. */
  readonly codes: Int8Array;
  /** [N]. */
  readonly scales: Float32Array;
}

/**
 * The largest code. CPUs without VNNI add pairs of 8-bit products in 16 bits: 2 · 255 · 63 still fits there, 2 · 255 · 127
 * does not, and would saturate silently.
 */
export const topChannelCode = { vnni: 127, saturating: 63 } as const;
export type IntegerProducts = keyof typeof topChannelCode;

/** Rounds each row to its own scale. The range is never clipped: at 8 bits that loses more than the finer step gains. */
export function quantizeChannels(
  weights_NK: Float32Array,
  columns: number,
  products: IntegerProducts = 'vnni',
): ChannelRows {
  const rows = weights_NK.length / columns;
  const codes = new Int8Array(weights_NK.length);
  const scales = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    const weights_K = weights_NK.subarray(row * columns, (row + 1) * columns);
    scales[row] = largest(weights_K) / topChannelCode[products];
    roundRow(weights_K, scales[row]!, codes.subarray(row * columns, (row + 1) * columns));
  }
  return { codes, scales };
}

/** Weights [N, K] of quantised rows. */
export function dequantizeChannels({ codes, scales }: ChannelRows): Float32Array {
  const columns = codes.length / scales.length;
  return Float32Array.from(codes, (code, i) => code * scales[Math.floor(i / columns)]!);
}

/** Places codes [n, K] as columns `firstRow…` of a matrix [K, N], the layout MatMulIntegerToFloat multiplies by. */
export function transposeInto(target_KN: Int8Array, codes_nK: Int8Array, { columns, firstRow }: RowsPlace): void {
  const rows = codes_nK.length / columns;
  const width = target_KN.length / columns;
  for (let column = 0; column < columns; column += tile) {
    const end = Math.min(column + tile, columns);
    for (let row = 0; row < rows; row++) {
      for (let k = column; k < end; k++) target_KN[k * width + firstRow + row] = codes_nK[row * columns + k]!;
    }
  }
}

export interface RowsPlace {
  readonly columns: number;
  readonly firstRow: number;
}

/** So many target rows are written in turn that their cache lines are still there when the next code of each comes. */
const tile = 64;

function roundRow(weights_K: Float32Array, scale: number, codes_K: Int8Array): void {
  const inverse = scale === 0 ? 0 : 1 / scale;
  for (let i = 0; i < codes_K.length; i++) codes_K[i] = Math.round(weights_K[i]! * inverse);
}

function largest(weights: Float32Array): number {
  let size = 0;
  for (let i = 0; i < weights.length; i++) size = Math.max(size, Math.abs(weights[i]!));
  return size;
}
