import type { InferenceSession } from 'onnxruntime-node';
import type { DeviceName } from '../api/choices.ts';
import { EngineError } from '../api/errors.ts';
import type { HostTensor } from '../tensor/hostTensor.ts';
import type { DeviceTensor } from './deviceTensor.ts';
import { deviceWork } from './deviceWork.ts';
import { executionProviders } from './executionProviders.ts';
import { runtime, type OnnxRuntime } from './runtime.ts';
import { reasonOf } from './runtimeReason.ts';
import { fromRuntime, toRuntime } from './runtimeTensor.ts';

export interface SessionOptions {
  device: DeviceName;
  /** Threads of one operator; by default one for each physical core. */
  threads?: number;
  /** Inside the editor's own runtime one large allocation kills the process: no arena, no reuse plan. */
  smallAllocations?: boolean;
  /** Every run may have other shapes: no reuse plan, which would be made for each and hold its memory beside the arena's. */
  variableShapes?: boolean;
}

export type Feeds = Readonly<Record<string, HostTensor | DeviceTensor>>;

/**
 * A graph loaded onto a device. Inputs are read where they lie and must not change while `run` is under way; outputs
 * are fresh copies. `run` blocks its thread (onnxruntime-node 1.30.0), so sessions live in the worker.
 */
export class DeviceSession {
  readonly #ort: OnnxRuntime;
  readonly #session: InferenceSession;
  readonly #device: DeviceName;

  private constructor(ort: OnnxRuntime, session: InferenceSession, device: DeviceName) {
    this.#ort = ort;
    this.#session = session;
    this.#device = device;
  }

  /** Loads the model file; its external data is read from beside it. */
  static async open(file: string, options: SessionOptions): Promise<DeviceSession> {
    const ort = await runtime();
    try {
      const session = await ort.InferenceSession.create(file, runtimeOptions(options));
      return new DeviceSession(ort, session, options.device);
    } catch (cause) {
      throw cannotLoad(file, options.device, cause);
    }
  }

  /** Runs the graph and returns the outputs named. Those `inPlace` are written into tensors that the device has already. */
  async run(
    feeds: Feeds,
    fetches: readonly string[],
    inPlace: Readonly<Record<string, DeviceTensor>> = {},
  ): Promise<Record<string, HostTensor>> {
    const inputs = this.#handles(feeds);
    const outputs = { ...Object.fromEntries(fetches.map((name) => [name, null])), ...this.#handles(inPlace) };
    const made = await deviceWork(this.#device, () => this.#session.run(inputs, outputs));
    return Object.fromEntries(
      fetches.flatMap((name) => {
        const tensor = made[name];
        return tensor ? [[name, fromRuntime(tensor)]] : [];
      }),
    );
  }

  async close(): Promise<void> {
    await this.#session.release();
  }

  #handles(tensors: Feeds): InferenceSession.OnnxValueMapType {
    return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, toRuntime(this.#ort, tensor)]));
  }
}

/** On the processor, what does not load is the file; elsewhere, more likely what the device can take. */
function cannotLoad(file: string, device: DeviceName, cause: unknown): EngineError {
  const reason = reasonOf(cause);
  return device === 'cpu'
    ? new EngineError('session/cannot-load', { file, reason }, { cause })
    : new EngineError('device/cannot-load', { device, reason }, { cause });
}

function runtimeOptions(options: SessionOptions): InferenceSession.SessionOptions {
  const { device, threads, smallAllocations, variableShapes } = options;
  return {
    executionProviders: device === 'cpu' ? ['cpu'] : [executionProviders[device], 'cpu'],
    ...(threads !== undefined && { intraOpNumThreads: threads }),
    ...(smallAllocations && { enableCpuMemArena: false }),
    ...((smallAllocations || variableShapes) && { enableMemPattern: false }),
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    // Probabilities far from the maximum are denormal numbers, which the processor multiplies up to 40 times slower.
    // Threads that went on spinning after a run would take the processor from another session of the process.
    extra: { session: { set_denormal_as_zero: '1', force_spinning_stop: '1' } },
  };
}
