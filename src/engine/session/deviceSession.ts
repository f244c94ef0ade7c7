import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { DeviceName } from '../api/choices.ts';
import { EngineError } from '../api/errors.ts';
import type { DType } from '../tensor/dtype.ts';
import type { HostTensor } from '../tensor/hostTensor.ts';
import { executionProviders } from './executionProviders.ts';

export interface SessionOptions {
  device: DeviceName;
  /** Threads of one operator; by default one for each physical core. */
  threads?: number;
  /** Inside the editor's own runtime one large allocation kills the process: no arena, no reuse plan. */
  smallAllocations?: boolean;
}

/**
 * A graph loaded onto a device. Inputs are read where they lie and must not change while `run` is under way; outputs
 * are fresh copies. `run` blocks its thread (onnxruntime-node 1.30.0), so sessions live in the worker.
 */
export class DeviceSession {
  readonly #session: InferenceSession;

  private constructor(session: InferenceSession) {
    this.#session = session;
  }

  /** Loads the model file; its external data is read from beside it. */
  static async open(file: string, options: SessionOptions): Promise<DeviceSession> {
    try {
      return new DeviceSession(await InferenceSession.create(file, runtimeOptions(options)));
    } catch (cause) {
      throw new EngineError('session/cannot-load', { file, reason: reasonOf(cause) }, { cause });
    }
  }

  /** Runs the graph and returns the outputs named. */
  async run(
    feeds: Readonly<Record<string, HostTensor>>,
    fetches: readonly string[],
  ): Promise<Record<string, HostTensor>> {
    const inputs = Object.fromEntries(Object.entries(feeds).map(([name, tensor]) => [name, toRuntime(tensor)]));
    const outputs = await this.#session.run(inputs, [...fetches]);
    return Object.fromEntries(Object.entries(outputs).map(([name, tensor]) => [name, fromRuntime(tensor)]));
  }

  async close(): Promise<void> {
    await this.#session.release();
  }
}

function runtimeOptions({ device, threads, smallAllocations }: SessionOptions): InferenceSession.SessionOptions {
  return {
    executionProviders: device === 'cpu' ? ['cpu'] : [executionProviders[device], 'cpu'],
    ...(threads !== undefined && { intraOpNumThreads: threads }),
    ...(smallAllocations && { enableCpuMemArena: false, enableMemPattern: false }),
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    // Probabilities far from the maximum are denormal numbers, which the processor multiplies up to 40 times slower.
    extra: { session: { set_denormal_as_zero: '1' } },
  };
}

/** Element types that cross the runtime's JavaScript border. */
const crossing = {
  float32: true,
  int64: true,
  int32: true,
  int8: true,
  uint8: true,
  bool: true,
  float64: true,
  float16: true,
  bfloat16: false,
} satisfies { readonly [dtype in DType]: boolean };

function toRuntime(tensor: HostTensor): Tensor {
  if (!crossing[tensor.dtype]) throw new TypeError(`${tensor.dtype} tensors cannot be passed to the runtime.`);
  // The runtime's type for the pair of element type and array is an overload set that a union cannot select from.
  return new Tensor(tensor.dtype as 'float32', tensor.data as Float32Array, tensor.shape);
}

function fromRuntime(tensor: Tensor): HostTensor {
  // The runtime gives each element type the array that HostTensor names for it.
  return { dtype: tensor.type, shape: tensor.dims, data: tensor.data } as HostTensor;
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
}
