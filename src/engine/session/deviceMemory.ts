import type { InferenceSession } from 'onnxruntime-node';
import type { DeviceName } from '../api/choices.ts';
import { encodeModel } from '../onnx/encodeModel.ts';
import { concat } from '../onnx/expressions.ts';
import type { Value } from '../onnx/graph.ts';
import { GraphBuilder, int } from '../onnx/graphBuilder.ts';
import { int64 } from '../tensor/hostTensor.ts';
import { DeviceTensor } from './deviceTensor.ts';
import { executionProviders } from './executionProviders.ts';
import { runtime, type OnnxRuntime } from './runtime.ts';
import { toRuntime } from './runtimeTensor.ts';

/**
 * Makes tensors that stay on a device: caches of keys and values [1, G, C, K] with room for C rows. The runtime has no
 * call for that, so graphs of one or two operators do it.
 */
export class DeviceMemory {
  readonly #ort: OnnxRuntime;
  readonly #zeros: InferenceSession;
  readonly #resized: InferenceSession;

  private constructor(ort: OnnxRuntime, sessions: { zeros: InferenceSession; resized: InferenceSession }) {
    this.#ort = ort;
    this.#zeros = sessions.zeros;
    this.#resized = sessions.resized;
  }

  static async open(device: DeviceName): Promise<DeviceMemory> {
    const ort = await runtime();
    const zeros = await openSmall(ort, device, zerosOf);
    try {
      return new DeviceMemory(ort, { zeros, resized: await openSmall(ort, device, resizedOf) });
    } catch (error) {
      await zeros.release();
      throw error;
    }
  }

  /** A tensor of zeros, [B, G, C, K]. */
  async zeros(shape: readonly number[]): Promise<DeviceTensor> {
    return resultOf(await this.#zeros.run({ shape: toRuntime(this.#ort, int64([4], shape)) }));
  }

  /** A copy of the first `held` rows of `tensor`, with zeros behind them up to `rows`. */
  async resized(tensor: DeviceTensor, held: number, rows: number): Promise<DeviceTensor> {
    const indices = Array.from({ length: held }, (_, row) => row);
    const outputs = await this.#resized.run({
      x: tensor.handle,
      held: toRuntime(this.#ort, int64([held], indices)),
      shape: toRuntime(this.#ort, int64([4], tensor.shape.with(2, rows - held))),
    });
    return resultOf(outputs);
  }

  async close(): Promise<void> {
    await this.#zeros.release();
    await this.#resized.release();
  }
}

function zerosOf(g: GraphBuilder): Value {
  const shape = g.input('shape', 'int64', [4]);
  return g.one('Expand', [g.scalar(0), shape], { target: [{ dtype: 'float32', shape: ['B', 'G', 'rows', 'K'] }] });
}

function resizedOf(g: GraphBuilder): Value {
  const operands = [g.input('x', 'float32', ['B', 'G', 'C', 'K']), g.input('held', 'int64', ['held'])];
  return concat(g, [g.one('Gather', operands, { attributes: { axis: int(2) } }), zerosOf(g)], 2);
}

async function openSmall(
  { InferenceSession }: OnnxRuntime,
  device: DeviceName,
  build: (g: GraphBuilder) => Value,
): Promise<InferenceSession> {
  const g = new GraphBuilder('memory');
  g.output('result', build(g));
  const model = encodeModel(g.finish(), ({ value }) => {
    throw new TypeError(`${value.name} would have to be stored.`);
  });
  return InferenceSession.create(model, {
    executionProviders: [executionProviders[device]],
    preferredOutputLocation: 'gpu-buffer',
    logSeverityLevel: 3,
  });
}

function resultOf(outputs: InferenceSession.OnnxValueMapType): DeviceTensor {
  const tensor = outputs['result'];
  if (tensor?.location !== 'gpu-buffer') throw new TypeError('The result did not stay on the device.');
  return new DeviceTensor(tensor);
}
