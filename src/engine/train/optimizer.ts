import type { DeviceSession, SessionOptions } from '../session/deviceSession.ts';
import { float32, type TensorOf } from '../tensor/hostTensor.ts';
import { adamWGraph, adamWScalars, type AdamWSettings } from './adamW.ts';
import { openGraph } from './openGraph.ts';
import { groupOf, type ParameterGroup } from './parameterGroups.ts';
import { squaredLengthGraph } from './squaredLength.ts';

export interface OptimizerSettings extends AdamWSettings {
  readonly groups: readonly ParameterGroup[];
  /** Longest gradient over all parameters together; longer ones are shortened to it. */
  readonly maxGradientNorm: number;
}

/** A tensor that learns: its numbers and AdamW's two moments of its gradient. All three change in place. */
export interface Learner {
  readonly name: string;
  readonly shape: readonly number[];
  readonly weight: Float32Array;
  readonly first: Float32Array;
  readonly second: Float32Array;
}

/** Gradient clipping and AdamW, run by the same runtime as the model. */
export class Optimizer {
  readonly #settings: OptimizerSettings;
  readonly #update: DeviceSession;
  readonly #squaredLength: DeviceSession;

  private constructor(settings: OptimizerSettings, update: DeviceSession, squaredLength: DeviceSession) {
    this.#settings = settings;
    this.#update = update;
    this.#squaredLength = squaredLength;
  }

  static async open(settings: OptimizerSettings, options: SessionOptions): Promise<Optimizer> {
    const update = await openGraph(adamWGraph(settings), options);
    return new Optimizer(settings, update, await openGraph(squaredLengthGraph(), options));
  }

  /** Changes the learners by one step and returns the length that the whole gradient had. `step` counts from 1. */
  async step(
    learners: readonly Learner[],
    gradients: ReadonlyMap<string, Float32Array>,
    { step, rate }: { step: number; rate: number },
  ): Promise<number> {
    const norm = await this.#norm([...gradients.values()]);
    const clip = clipFactor(norm, this.#settings.maxGradientNorm);
    for (const learner of learners) {
      const { rateScale, weightDecay } = groupOf(this.#settings.groups, learner);
      const scalars = adamWScalars(this.#settings, { step, rate: rate * rateScale, weightDecay, clip });
      const feeds = Object.fromEntries(Object.entries(scalars).map(([name, value]) => [name, scalar(value)]));
      // The step graph has a gradient for each tensor that learns.
      await this.#updateOne(learner, gradients.get(learner.name)!, feeds);
    }
    return norm;
  }

  async close(): Promise<void> {
    await this.#update.close();
    await this.#squaredLength.close();
  }

  async #norm(gradients: readonly Float32Array[]): Promise<number> {
    let squared = 0;
    for (const gradient of gradients) {
      for (const x of parts(gradient)) {
        const { sum } = await this.#squaredLength.run({ x: vector(x) }, ['sum']);
        squared += Number(sum?.data[0]);
      }
    }
    return Math.sqrt(squared);
  }

  async #updateOne(
    { weight, first, second }: Learner,
    gradient: Float32Array,
    scalars: Record<string, TensorOf<'float32'>>,
  ): Promise<void> {
    for (let begin = 0; begin < weight.length; begin += partLength) {
      const part = (array: Float32Array) => vector(array.subarray(begin, begin + partLength));
      const state = { weight: part(weight), first: part(first), second: part(second) };
      const next = { 'next.weight': state.weight, 'next.first': state.first, 'next.second': state.second };
      await this.#update.run({ ...scalars, ...state, gradient: part(gradient) }, [], next);
    }
  }
}

/**
 * Numbers of one run. Small enough that everything about a part stays in the processor's cache, and that the copies which
 * the runtime makes of outputs never add up to a second one of the state; large enough that calling it costs nothing.
 */
const partLength = 2 ** 17;

function* parts(array: Float32Array): Generator<Float32Array> {
  for (let begin = 0; begin < array.length; begin += partLength) yield array.subarray(begin, begin + partLength);
}

/** What a gradient of length `norm` is multiplied by, as torch.nn.utils.clip_grad_norm_ has it. */
export function clipFactor(norm: number, longest: number): number {
  return Math.min(1, longest / (norm + 1e-6));
}

function vector(data: Float32Array): TensorOf<'float32'> {
  return float32([data.length], data);
}

function scalar(value: number): TensorOf<'float32'> {
  return float32([], Float32Array.of(value));
}
