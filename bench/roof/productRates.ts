// M rows · K columns of the left matrix · N columns of the right one

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeModel } from '../../src/engine/onnx/encodeModel.ts';
import type { Graph } from '../../src/engine/onnx/graph.ts';
import { GraphBuilder } from '../../src/engine/onnx/graphBuilder.ts';
import { DeviceSession } from '../../src/engine/session/deviceSession.ts';
import { float32, type HostTensor } from '../../src/engine/tensor/hostTensor.ts';
import { median } from '../median.ts';

const [M, K, N] = [512, 2048, 4096];
const repetitions = 9;

/** Billions of operations a second in matrix products through the runtime. */
export async function productRates(threads: number): Promise<{ float32: number; int8: number }> {
  const ones = new Float32Array(M * K).fill(1);
  const bytes: HostTensor = { dtype: 'uint8', shape: [M, K], data: new Uint8Array(M * K).fill(129) };
  return {
    float32: await rateOf(floatProduct(), float32([M, K], ones), threads),
    int8: await rateOf(integerProduct(), bytes, threads),
  };
}

function floatProduct(): Graph {
  const g = new GraphBuilder('float-product');
  const weights = g.constant('weights', float32([K, N], new Float32Array(K * N).fill(0.5)));
  g.output('product', g.one('MatMul', [g.input('x', 'float32', [M, K]), weights]));
  return g.finish();
}

/** As W8A8 layers multiply: unsigned activations around 128, signed weights with a scale for each output. */
function integerProduct(): Graph {
  const g = new GraphBuilder('integer-product');
  const weights = g.constant('weights', { dtype: 'int8', shape: [K, N], data: new Int8Array(K * N).fill(3) });
  const scales = g.constant('scales', float32([N], new Float32Array(N).fill(0.01)));
  const middle = g.constant('middle', { dtype: 'uint8', shape: [], data: Uint8Array.of(128) });
  const x = g.input('x', 'uint8', [M, K]);
  g.output('product', g.one('MatMulIntegerToFloat', [x, weights, g.scalar(1), scales, middle]));
  return g.finish();
}

async function rateOf(graph: Graph, x: HostTensor, threads: number): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'roof-'));
  const file = join(folder, 'product.onnx');
  await writeFile(file, encodeModel(graph, constantsOnly));
  const session = await DeviceSession.open(file, { device: 'cpu', threads });
  try {
    const times: number[] = [];
    for (let i = 0; i < repetitions; i++) {
      const begin = performance.now();
      await session.run({ x }, ['product']);
      times.push(performance.now() - begin);
    }
    return (2 * M * K * N) / median(times) / 1e6;
  } finally {
    await session.close();
    await rm(folder, { recursive: true });
  }
}

const constantsOnly = (): never => {
  throw new TypeError('These graphs have no stored weights.');
};
