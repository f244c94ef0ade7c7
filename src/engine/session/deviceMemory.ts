import type { InferenceSession } from 'onnxruntime-node';
import type { DeviceName } from '../api/choices.ts';
import { concat } from '../onnx/expressions.ts';
import type { Value } from '../onnx/graph.ts';
import { int, type GraphBuilder } from '../onnx/graphBuilder.ts';
import { int64 } from '../tensor/hostTensor.ts';
import type { Feeds } from './deviceSession.ts';
import { DeviceTensor } from './deviceTensor.ts';
import { deviceWork } from './deviceWork.ts';
import { runtime, type OnnxRuntime } from './runtime.ts';
import { toRuntime } from './runtimeTensor.ts';
import { openSmallGraph } from './smallGraph.ts';

/**
 * Makes tensors that stay on a device: caches of keys and values [1, G, C, K] with room for C rows. The runtime has no
 * call for that, so graphs of one or two operators do it.
 */
export class DeviceMemory {
  readonly #ort: OnnxRuntime;
  readonly #device: DeviceName;
  readonly #zeros: InferenceSession;
  readonly #resized: InferenceSession;
  readonly #tensors = new Set<DeviceTensor>();

  private constructor(
    ort: OnnxRuntime,
    device: DeviceName,
    sessions: { zeros: InferenceSession; resized: InferenceSession },
  ) {
    this.#ort = ort;
    this.#device = device;
    this.#zeros = sessions.zeros;
    this.#resized = sessions.resized;
  }

  static open(device: DeviceName): Promise<DeviceMemory> {
    return deviceWork(device, async () => {
      const zeros = await openSmallGraph(device, zerosOf, stays);
      return new DeviceMemory(await runtime(), device, {
        zeros,
        resized: await openSmallGraph(device, resizedOf, stays),
      });
    });
  }

  /** A tensor of zeros, [B, G, C, K]. */
  zeros(shape: readonly number[]): Promise<DeviceTensor> {
    return this.#make(this.#zeros, { shape: int64([4], shape) });
  }

  /** A copy of the first `held` rows of `tensor`, with zeros behind them up to `rows`. */
  resized(tensor: DeviceTensor, held: number, rows: number): Promise<DeviceTensor> {
    const indices = Array.from({ length: held }, (_, row) => row);
    const shape = int64([4], tensor.shape.with(2, rows - held));
    return this.#make(this.#resized, { x: tensor, held: int64([held], indices), shape });
  }

  /** Frees all that was made here: what outlived the device's last session would end the process when it is freed. */
  async close(): Promise<void> {
    for (const tensor of this.#tensors) tensor.dispose();
    await this.#zeros.release();
    await this.#resized.release();
  }

  async #make(session: InferenceSession, feeds: Feeds): Promise<DeviceTensor> {
    const inputs = Object.entries(feeds).map(([name, tensor]) => [name, toRuntime(this.#ort, tensor)] as const);
    const { result } = await deviceWork(this.#device, () => session.run(Object.fromEntries(inputs)));
    if (result?.location !== 'gpu-buffer') throw new TypeError('The result did not stay on the device.');
    const tensor = new DeviceTensor(result, (disposed) => this.#tensors.delete(disposed));
    this.#tensors.add(tensor);
    return tensor;
  }
}

const stays = { preferredOutputLocation: 'gpu-buffer' } as const;

function zerosOf(g: GraphBuilder): Value {
  const shape = g.input('shape', 'int64', [4]);
  return g.one('Expand', [g.scalar(0), shape], { target: [{ dtype: 'float32', shape: ['B', 'G', 'rows', 'K'] }] });
}

function resizedOf(g: GraphBuilder): Value {
  const operands = [g.input('x', 'float32', ['B', 'G', 'C', 'K']), g.input('held', 'int64', ['held'])];
  return concat(g, [g.one('Gather', operands, { attributes: { axis: int(2) } }), zerosOf(g)], 2);
}
