import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeModel } from '../../../src/engine/onnx/encodeModel.ts';
import type { Graph } from '../../../src/engine/onnx/graph.ts';
import { DeviceSession } from '../../../src/engine/session/deviceSession.ts';
import { float32, type HostTensor } from '../../../src/engine/tensor/hostTensor.ts';
import type { NdArray } from './ndArray.ts';

/** The graph's outputs as ONNX Runtime computes them on the processor. */
export async function runInFloat32(
  graph: Graph,
  feeds: Record<string, NdArray>,
): Promise<Record<string, Float32Array>> {
  const folder = await mkdtemp(join(tmpdir(), 'hovle-graph-'));
  try {
    const file = join(folder, 'graph.onnx');
    await writeFile(
      file,
      encodeModel(graph, () => ({ file: '', offset: 0, length: 0 })),
    );
    const session = await DeviceSession.open(file, { device: 'cpu', threads: 1 });
    const inputs = Object.entries(feeds).map(([name, { shape, data }]): [string, HostTensor] => [
      name,
      float32(shape, Float32Array.from(data)),
    ]);
    const outputs = await session.run(
      Object.fromEntries(inputs),
      graph.outputs.map(({ name }) => name),
    );
    await session.close();
    return Object.fromEntries(
      Object.entries(outputs).map(([name, { data }]) => [name, Float32Array.from(data, Number)]),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
