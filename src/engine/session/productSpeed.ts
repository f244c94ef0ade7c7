// S side of a square matrix · M rows

import type { DeviceName } from '../api/choices.ts';
import type { Value } from '../onnx/graph.ts';
import type { GraphBuilder } from '../onnx/graphBuilder.ts';
import { float32 } from '../tensor/hostTensor.ts';
import { runtime } from './runtime.ts';
import { toRuntime } from './runtimeTensor.ts';
import { openSmallGraph } from './smallGraph.ts';

const S = 512;
const products = 8;

/**
 * Billions of operations a second that a device does in a chain of matrix products, as the layers of a model are one.
 * A device that takes long for a few rows is not kept busy with many.
 */
export async function productSpeed(device: DeviceName): Promise<number> {
  const session = await openSmallGraph(device, chain);
  const ort = await runtime();
  const matrix = toRuntime(ort, float32([S, S], new Float32Array(S * S).fill(1 / S)));
  const run = (M: number) =>
    session.run({ matrix, x: toRuntime(ort, float32([M, S], new Float32Array(M * S).fill(1))) });
  try {
    const few = await speed(4, run);
    return few.milliseconds > 15 ? few.gigaflops : (await speed(64, run)).gigaflops;
  } finally {
    await session.release();
  }
}

function chain(g: GraphBuilder): Value {
  const matrix = g.input('matrix', 'float32', [S, S]);
  let x = g.input('x', 'float32', ['M', S]);
  for (let i = 0; i < products; i++) x = g.one('MatMul', [x, matrix]);
  return x;
}

async function speed(
  M: number,
  run: (M: number) => Promise<unknown>,
): Promise<{ milliseconds: number; gigaflops: number }> {
  await run(M); // Compiles kernels, and does not count.
  const begin = performance.now();
  await run(M);
  const milliseconds = performance.now() - begin;
  return { milliseconds, gigaflops: (2 * M * S * S * products) / (milliseconds * 1e6) };
}
