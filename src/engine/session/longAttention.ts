// T tokens of a run · C rows of the cache · K width of a head

import type { InferenceSession } from 'onnxruntime-node';
import type { DeviceName } from '../api/choices.ts';
import { attendOnDevice } from '../model/deviceAttention.ts';
import type { Value } from '../onnx/graph.ts';
import type { GraphBuilder } from '../onnx/graphBuilder.ts';
import { float32, int32, type HostTensor } from '../tensor/hostTensor.ts';
import { runtime } from './runtime.ts';
import { fromRuntime, toRuntime } from './runtimeTensor.ts';
import { openSmallGraph } from './smallGraph.ts';

/** Runs up to this length are right everywhere: from 32 tokens on, WebGPU's attention takes another kernel. */
export const longestShortRun = 31;

const C = 64;
const K = 16;

/**
 * Whether attention over many tokens at once is right. The kernel for it (ONNX Runtime 1.30) is wrong where a subgroup of
 * the device has fewer than 8 lanes, as on SwiftShader. What a token sees does not depend on those after it, so a long run
 * must begin as a short one does.
 */
export async function isLongAttentionRight(device: DeviceName): Promise<boolean> {
  const session = await openSmallGraph(device, oneHead);
  try {
    const short = await attend(session, 20);
    const long = await attend(session, 40);
    return short.every((value, i) => Math.abs(value - (long[i] ?? NaN)) < 1e-4);
  } finally {
    await session.release();
  }
}

function oneHead(g: GraphBuilder): Value {
  const part = (name: string): Value => g.input(name, 'float32', ['T', 1, 1, K]);
  const table = (name: string): Value => g.input(name, 'float32', ['T', K / 2]);
  const past = (name: string): Value => g.input(name, 'float32', [1, 1, 'C', K]);
  const count = (name: string): Value => g.input(name, 'int32', [1]);
  const heads = { queries: part('queries'), keys: part('keys'), values: part('values') };
  const cache = { keys: past('past.keys'), values: past('past.values'), last: count('last'), total: count('total') };
  const rotation = { cosine: table('cosine'), sine: table('sine') };
  return attendOnDevice(g, heads, { keyValueHeads: 1, heads: 1, headWidth: K, width: K }, { rotation, cache }).mixed;
}

async function attend(session: InferenceSession, T: number): Promise<Float32Array> {
  const ort = await runtime();
  const feeds: Record<string, HostTensor> = {
    ...{ queries: waves(T, 1.1), keys: waves(T, 1.3), values: waves(T, 1.7) },
    cosine: float32([T, K / 2], new Float32Array((T * K) / 2).fill(1)),
    sine: float32([T, K / 2], new Float32Array((T * K) / 2)),
    'past.keys': float32([1, 1, C, K], new Float32Array(C * K)),
    'past.values': float32([1, 1, C, K], new Float32Array(C * K)),
    ...{ last: int32([1], [T - 1]), total: int32([1], [T]) },
  };
  const inputs = Object.fromEntries(Object.entries(feeds).map(([name, tensor]) => [name, toRuntime(ort, tensor)]));
  const { result } = await session.run(inputs);
  if (!result) throw new TypeError('The graph has no result.');
  // The graph's result is float32.
  return fromRuntime(result).data as Float32Array;
}

/** Numbers without a pattern that sums could hide; the first of them are the same for every T. */
function waves(T: number, frequency: number): HostTensor {
  return float32(
    [T, 1, 1, K],
    Float32Array.from({ length: T * K }, (_, i) => Math.sin(i * i * frequency)),
  );
}
