import { elementCount, float32, type HostTensor } from '../../tensor/hostTensor.ts';
import { Optimizer, type Learner } from '../optimizer.ts';
import type { Beginning, Resident, Residents, StateParts, StepPlace, TrainingState } from './trainingState.ts';

/** Weights and moments in the host's memory, which change in place. */
export class HostState implements TrainingState {
  readonly weights: ReadonlyMap<string, HostTensor>;
  readonly #learners: readonly Learner[];
  readonly #optimizer: Optimizer;

  private constructor(weights: ReadonlyMap<string, HostTensor>, learners: readonly Learner[], optimizer: Optimizer) {
    this.weights = weights;
    this.#learners = learners;
    this.#optimizer = optimizer;
  }

  static async open({ graph, optimizer, session }: StateParts, beginning: Beginning): Promise<HostState> {
    const weights = new Map<string, HostTensor>();
    const learners: Learner[] = [];
    const trained = new Set(graph.trained);
    for (const [name, shape] of graph.weights) {
      const weight = await beginning.weight(name, shape);
      weights.set(name, float32(shape, weight));
      if (trained.has(name)) learners.push({ name, shape, weight, ...(await moments(name, shape, beginning)) });
    }
    return new HostState(weights, learners, await Optimizer.open(optimizer, session));
  }

  async sum(before: Residents | undefined, run: Residents): Promise<Residents> {
    for (const [name, tensor] of run) if (before) addTo(numbersOf(before.get(name)), numbersOf(tensor));
    return Promise.resolve(before ?? run);
  }

  async learn(gradients: Residents, at: StepPlace): Promise<number> {
    return this.#optimizer.step(this.#learners, await this.take(gradients), at);
  }

  async take(tensors: Residents): Promise<Map<string, Float32Array>> {
    return Promise.resolve(new Map(Array.from(tensors, ([name, tensor]) => [name, numbersOf(tensor)])));
  }

  async learners(): Promise<readonly Learner[]> {
    return Promise.resolve(this.#learners);
  }

  async close(): Promise<void> {
    await this.#optimizer.close();
  }
}

/** Those of a run that goes on, or zeros. */
export async function moments(
  name: string,
  shape: readonly number[],
  { moment }: Beginning,
): Promise<Pick<Learner, 'first' | 'second'>> {
  const zeros = (): Float32Array => new Float32Array(elementCount(shape));
  return {
    first: moment ? await moment(name, 'first') : zeros(),
    second: moment ? await moment(name, 'second') : zeros(),
  };
}

function numbersOf(tensor: Resident | undefined): Float32Array {
  if (!tensor || !('data' in tensor)) throw new TypeError('A tensor is not in the memory of the host.');
  // Weights, moments and gradients are float32.
  return tensor.data as Float32Array;
}

function addTo(sum: Float32Array, more: Float32Array): void {
  for (let i = 0; i < sum.length; i++) sum[i]! += more[i]!;
}
