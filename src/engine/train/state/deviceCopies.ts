import type { Graph } from '../../onnx/graph.ts';
import { GraphBuilder } from '../../onnx/graphBuilder.ts';
import type { DeviceSession, SessionOptions } from '../../session/deviceSession.ts';
import { DeviceTensor } from '../../session/deviceTensor.ts';
import type { HostTensor } from '../../tensor/hostTensor.ts';
import { openGraph } from '../openGraph.ts';

/** Brings tensors to a device and back. The runtime has no call for that, so graphs that copy do it, one for each rank. */
export class DeviceCopies {
  readonly #options: SessionOptions;
  readonly #there = new Map<number, DeviceSession>();
  readonly #back = new Map<number, DeviceSession>();

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  /** A copy on the device, which lasts until it is disposed of. */
  async there(tensor: HostTensor): Promise<DeviceTensor> {
    const rank = tensor.shape.length;
    const session = this.#there.get(rank) ?? (await openGraph(copyGraph(rank), this.#options, ['copy']));
    this.#there.set(rank, session);
    const { copy } = await session.compute({ x: tensor }, ['copy']);
    if (!(copy instanceof DeviceTensor)) throw new TypeError('The copy did not stay on the device.');
    return copy;
  }

  /** The numbers of a tensor on the device. */
  async back(tensor: DeviceTensor): Promise<Float32Array> {
    const rank = tensor.shape.length;
    const session = this.#back.get(rank) ?? (await openGraph(copyGraph(rank), this.#options));
    this.#back.set(rank, session);
    const { copy } = await session.run({ x: tensor }, ['copy']);
    // The graph copies float32.
    return copy!.data as Float32Array;
  }

  async close(): Promise<void> {
    for (const session of [...this.#there.values(), ...this.#back.values()]) await session.close();
  }
}

function copyGraph(rank: number): Graph {
  const g = new GraphBuilder('copy');
  const shape = Array.from({ length: rank }, (_, axis) => `size.${axis}`);
  g.output('copy', g.input('x', 'float32', shape));
  return g.finish();
}
