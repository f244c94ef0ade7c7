import type { InferenceSession, Tensor } from 'onnxruntime-node';
import type { DeviceName } from '../api/choices.ts';
import { EngineError } from '../api/errors.ts';
import type { HostTensor } from '../tensor/hostTensor.ts';
import { DeviceTensor } from './deviceTensor.ts';
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
  /** Outputs that are left in the device's memory, where it has one of its own. */
  staying?: readonly string[];
  /** Told of every tensor that a run takes from the host's memory to the device's own, or brings back. */
  onCrossing?: (crossing: Crossing) => void;
}

/** A tensor on its way between the memories of host and device. */
export interface Crossing {
  readonly name: string;
  readonly sizeBytes: number;
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
  readonly #onCrossing: SessionOptions['onCrossing'];
  /** What runs left on the device, and nobody disposed of. */
  readonly #left = new Set<DeviceTensor>();

  private constructor(ort: OnnxRuntime, session: InferenceSession, { device, onCrossing }: SessionOptions) {
    this.#ort = ort;
    this.#session = session;
    this.#device = device;
    this.#onCrossing = device === 'cpu' ? undefined : onCrossing;
  }

  /** Loads the model file; its external data is read from beside it. */
  static async open(file: string, options: SessionOptions): Promise<DeviceSession> {
    const ort = await runtime();
    try {
      const session = await ort.InferenceSession.create(file, runtimeOptions(options));
      return new DeviceSession(ort, session, options);
    } catch (cause) {
      throw cannotLoad(file, options.device, cause);
    }
  }

  /**
   * Runs the graph and returns the outputs named. Those `inPlace` are written into tensors that are there already. Such a
   * tensor may be an input of the run too, if all that reads it comes before what is written.
   */
  async run(feeds: Feeds, fetches: readonly string[], inPlace: Feeds = {}): Promise<Record<string, HostTensor>> {
    const made = await this.#run(feeds, fetches, inPlace);
    return Object.fromEntries(Object.entries(made).map(([name, tensor]) => [name, this.#brought(name, tensor)]));
  }

  /** As `run`, where some outputs stay on the device: until they are disposed of, or the session is closed. */
  async compute(feeds: Feeds, fetches: readonly string[]): Promise<Record<string, HostTensor | DeviceTensor>> {
    const made = await this.#run(feeds, fetches, {});
    return Object.fromEntries(
      Object.entries(made).map(([name, tensor]) => [
        name,
        tensor.location === 'gpu-buffer' ? this.#leave(tensor) : this.#brought(name, tensor),
      ]),
    );
  }

  /** Frees what runs left on the device too: what outlived its last session would end the process when it is freed. */
  async close(): Promise<void> {
    for (const tensor of this.#left) tensor.dispose();
    await this.#session.release();
  }

  async #run(feeds: Feeds, fetches: readonly string[], inPlace: Feeds): Promise<Record<string, Tensor>> {
    for (const [name, tensor] of Object.entries(feeds)) this.#cross(name, tensor);
    const inputs = this.#handles(feeds);
    const outputs = { ...Object.fromEntries(fetches.map((name) => [name, null])), ...this.#handles(inPlace) };
    const made = await deviceWork(this.#device, () => this.#session.run(inputs, outputs));
    return Object.fromEntries(
      fetches.flatMap((name) => {
        const tensor = made[name];
        return tensor ? [[name, tensor]] : [];
      }),
    );
  }

  #brought(name: string, tensor: Tensor): HostTensor {
    const brought = fromRuntime(tensor);
    this.#cross(name, brought);
    return brought;
  }

  #leave(handle: Tensor): DeviceTensor {
    const tensor = new DeviceTensor(handle, (disposed) => this.#left.delete(disposed));
    this.#left.add(tensor);
    return tensor;
  }

  #cross(name: string, tensor: HostTensor | DeviceTensor): void {
    if (!(tensor instanceof DeviceTensor)) this.#onCrossing?.({ name, sizeBytes: tensor.data.byteLength });
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
  const { device, threads, smallAllocations, variableShapes, staying = [] } = options;
  return {
    executionProviders: device === 'cpu' ? ['cpu'] : [executionProviders[device], 'cpu'],
    ...(threads !== undefined && { intraOpNumThreads: threads }),
    ...(smallAllocations && { enableCpuMemArena: false }),
    ...((smallAllocations || variableShapes) && { enableMemPattern: false }),
    ...(staying.length > 0 && {
      preferredOutputLocation: Object.fromEntries(staying.map((name) => [name, 'gpu-buffer' as const])),
    }),
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    // Probabilities far from the maximum are denormal numbers, which the processor multiplies up to 40 times slower.
    // Threads that went on spinning after a run would take the processor from another session of the process.
    extra: { session: { set_denormal_as_zero: '1', force_spinning_stop: '1' } },
  };
}
