// T tokens of the calibration sequence · D width

import type { LayerNames } from '../model/names.ts';
import { schemeOf } from '../quantize/plan.ts';
import type { DType } from '../tensor/dtype.ts';
import { float32, type HostTensor } from '../tensor/hostTensor.ts';
import { LayerProbe } from './layerProbe.ts';
import type { Step } from './modelSteps.ts';
import { Multiplier } from './multiplier.ts';
import type { QuantizedMatrix } from './quantizedParts.ts';
import type { Streams } from './resumeState.ts';
import type { RunnerParts } from './runnerParts.ts';
import type { Tensors } from './weightlessSession.ts';

type LayerStep = Extract<Step, { kind: 'layer' }>;

/** Quantizes the layers of one stack by what their linear layers read. */
export class MeasuredStack {
  readonly #parts: RunnerParts;
  readonly #probe: LayerProbe;
  /** Names of the layer that the probe was made for: the others are fed to it under these. */
  readonly #names: LayerNames;

  readonly #multiplier: Multiplier;

  private constructor(parts: RunnerParts, { probe, multiplier }: Opened, names: LayerNames) {
    this.#parts = parts;
    this.#probe = probe;
    this.#multiplier = multiplier;
    this.#names = names;
  }

  static async open(parts: RunnerParts, { names, stack }: LayerStep, tokens: number): Promise<MeasuredStack> {
    const choose = (tensor: string, columns: number) => schemeOf(tensor, columns, parts.precision);
    const probe = await LayerProbe.open(parts.folder, { names, stack }, { tokens, choose });
    return new MeasuredStack(parts, { probe, multiplier: await Multiplier.open(parts.folder) }, names);
  }

  /** Runs a layer with its own weights, quantizes and writes it, and runs it again with the result. */
  async run(
    step: LayerStep,
    { exact, rounded }: Streams,
  ): Promise<{ made: Map<string, QuantizedMatrix[]>; streams: Streams }> {
    const { writer } = this.#parts;
    const weights = new Map<string, Float32Array>();
    for (const tensor of step.tensors) weights.set(tensor, await writer.read(tensor));
    const fedWeights = Object.fromEntries(
      [...weights].map(([tensor, values]) => [this.#fed(step, tensor), this.#asTensor(tensor, values)]),
    );
    const { output, moments } = await this.#probe.measure(exact, fedWeights);
    const made = new Map<string, QuantizedMatrix[]>();
    for (const [tensor, values] of weights) {
      const own = moments.get(this.#fed(step, tensor));
      made.set(tensor, await writer.write(tensor, values, own && { moments: own, product: this.#multiplier.product }));
    }
    const parts = [...made].map(([tensor, [first]]) =>
      first ? this.#partTensors(this.#fed(step, tensor), first) : {},
    );
    const fed = parts.reduce<Tensors>((all, some) => ({ ...all, ...some }), fedWeights);
    const after = await this.#probe.run(rounded, fed);
    return { made, streams: { exact: output, rounded: after } };
  }

  async close(): Promise<void> {
    await this.#probe.close();
    await this.#multiplier.close();
  }

  /** The name under which the probe takes a tensor of this layer. */
  #fed({ names }: LayerStep, tensor: string): string {
    // Object.keys knows a type's keys only as texts.
    for (const key of Object.keys(names) as (keyof LayerNames)[]) {
      if (tensor.startsWith(`${names[key]}.`)) return this.#names[key] + tensor.slice(names[key].length);
    }
    return tensor;
  }

  #asTensor(tensor: string, values: Float32Array): HostTensor {
    return float32(this.#parts.checkpoint.tensors.get(tensor)?.shape ?? [values.length], values);
  }

  /** A quantized matrix as the inputs of the probe's quantized form. */
  #partTensors(fedName: string, { kind, parts }: QuantizedMatrix): Tensors {
    return Object.fromEntries(
      Object.entries(parts).map(([part, data]) => {
        const name = `${fedName}.${kind}.${part}`;
        // `dtypeOf` names the array's own type.
        return [name, { dtype: dtypeOf(data), shape: this.#probe.shapeOf(name), data } as HostTensor];
      }),
    );
  }
}

interface Opened {
  readonly probe: LayerProbe;
  readonly multiplier: Multiplier;
}

function dtypeOf(data: ArrayBufferView): DType {
  if (data instanceof Float32Array) return 'float32';
  return data instanceof Int8Array ? 'int8' : 'uint8';
}
