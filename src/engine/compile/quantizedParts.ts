// N outputs · K inputs of a linear layer

import { dequantize } from '../quantize/blockMatrix.ts';
import { dequantizeChannels, quantizeChannels, transposeInto, type IntegerProducts } from '../quantize/channelInt8.ts';
import { outputError, relativeError, weightError } from '../quantize/quantizationError.ts';
import type { InputMoments } from '../quantize/inputMoments.ts';
import type { Scheme } from '../quantize/plan.ts';
import { quantizeBlocks } from '../quantize/quantizeBlocks.ts';
import { quantizeWithFeedback, type Product } from '../quantize/quantizeWithFeedback.ts';
import { rowFeedback } from '../quantize/rowFeedback.ts';

/** A quantized matrix as the arrays that the graph's parameters name, and what the rounding lost. */
export interface QuantizedMatrix {
  readonly kind: 'blocks' | 'channels';
  readonly parts: Readonly<Record<string, ArrayBufferView>>;
  /** Of the outputs on measured inputs, or of the weights where none were measured. */
  readonly relativeError: number;
  /** The weights [N, K] that the kernel computes with. */
  readonly dequantized: () => Float32Array;
}

export interface MatrixToQuantize {
  /** [N, K] */
  readonly weights: Float32Array;
  readonly columns: number;
  readonly scheme: Exclude<Scheme, { kind: 'float32' }>;
  readonly products: IntegerProducts;
  /** What its rounding may be fitted to, where that was measured. */
  readonly fit?: Fit | undefined;
}

/** What rounding with feedback needs. */
export interface Fit {
  /** Of the layer's inputs. */
  readonly moments: InputMoments;
  readonly product: Product;
}

/** Quantizes one matrix. */
export async function quantizeMatrix(matrix: MatrixToQuantize): Promise<QuantizedMatrix> {
  return matrix.scheme.kind === 'blocks' ? inBlocks(matrix, matrix.scheme) : inChannels(matrix);
}

async function inBlocks(
  { weights, columns, fit }: MatrixToQuantize,
  { format, rounding }: Extract<Scheme, { kind: 'blocks' }>,
): Promise<QuantizedMatrix> {
  const rounded =
    rounding === 'feedback' && fit
      ? await quantizeWithFeedback(weights, rowFeedback(fit.moments), format, fit.product)
      : quantizeBlocks(weights, columns, format);
  const { codes, scales, zeroPoints } = rounded;
  const parts = { codes, scales, ...(format.zeroPoints && { zeroPoints }) };
  const relativeError = lost(weights, columns, dequantizeSample(rounded), fit?.moments);
  return { kind: 'blocks', parts, relativeError, dequantized: () => dequantize(rounded) };
}

function inChannels({ weights, columns, products, fit }: MatrixToQuantize): QuantizedMatrix {
  const rows = quantizeChannels(weights, columns, products);
  const codes = new Int8Array(rows.codes.length);
  transposeInto(codes, rows.codes, { columns, firstRow: 0 });
  const count = Math.min(sampledRows, rows.scales.length);
  const sample = dequantizeChannels({
    codes: rows.codes.subarray(0, count * columns),
    scales: rows.scales.subarray(0, count),
  });
  const relativeError = lost(weights, columns, sample, fit?.moments);
  const parts = { codes, scales: rows.scales };
  return { kind: 'channels', parts, relativeError, dequantized: () => dequantizeChannels(rows) };
}

/** Enough rows for two digits of the error; measuring it on all would take as long as quantizing. */
const sampledRows = 64;

function dequantizeSample(matrix: Parameters<typeof dequantize>[0]): Float32Array {
  const rows = Math.min(sampledRows, matrix.rows);
  return dequantize({ ...matrix, rows });
}

function lost(
  weights: Float32Array,
  columns: number,
  rounded: Float32Array,
  moments: InputMoments | undefined,
): number {
  const sample = weights.subarray(0, rounded.length);
  return relativeError(
    moments?.columns === columns ? outputError(sample, rounded, moments) : weightError(sample, rounded),
  );
}
