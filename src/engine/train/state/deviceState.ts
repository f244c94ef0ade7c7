import type { DeviceSession, Feeds } from '../../session/deviceSession.ts';
import { DeviceTensor } from '../../session/deviceTensor.ts';
import { float32, type HostTensor } from '../../tensor/hostTensor.ts';
import { adamWScalars } from '../adamW.ts';
import { openGraph } from '../openGraph.ts';
import { clipFactor, type Learner, type OptimizerSettings } from '../optimizer.ts';
import { groupOf } from '../parameterGroups.ts';
import { DeviceCopies } from './deviceCopies.ts';
import { squaredLengthsGraph, sumsGraph, updatesGraph, type Grouped } from './deviceGraphs.ts';
import { moments } from './hostState.ts';
import type { Beginning, Residents, StateParts, StepPlace, TrainingState } from './trainingState.ts';

/** Weights and moments in a device's own memory. A step's runs read and write them there: only a few scalars cross. */
export class DeviceState implements TrainingState {
  readonly weights: ReadonlyMap<string, DeviceTensor>;
  readonly #optimizer: OptimizerSettings;
  readonly #learners: readonly DeviceLearner[];
  readonly #copies: DeviceCopies;
  readonly #sessions: Sessions;

  private constructor(optimizer: OptimizerSettings, laid: Laid, sessions: Sessions) {
    this.weights = laid.weights;
    this.#optimizer = optimizer;
    this.#learners = laid.learners;
    this.#copies = laid.copies;
    this.#sessions = sessions;
  }

  static async open(parts: StateParts, beginning: Beginning): Promise<DeviceState> {
    const laid = await lay(parts, beginning);
    return new DeviceState(parts.optimizer, laid, await openSessions(parts, laid.learners));
  }

  async sum(before: Residents | undefined, run: Residents): Promise<Residents> {
    if (!before) return run;
    const feeds = { ...prefixed('before', before), ...prefixed('now', run) };
    const names = [...run.keys()];
    const made = await this.#sessions.sums.compute(
      feeds,
      names.map((name) => `sum.${name}`),
    );
    dispose(before);
    dispose(run);
    // The graph has a sum for each.
    return new Map(names.map((name) => [name, made[`sum.${name}`]!]));
  }

  async learn(gradients: Residents, { step, rate }: StepPlace): Promise<number> {
    const fed = prefixed('gradient', gradients);
    const { sum } = await this.#sessions.lengths.run(fed, ['sum']);
    const norm = Math.sqrt(Number(sum?.data[0]));
    const clip = clipFactor(norm, this.#optimizer.maxGradientNorm);
    const scalars = scalarsOf(this.#optimizer, { step, rate, clip });
    await this.#sessions.updates.run({ ...fed, ...this.#moving(''), ...scalars }, [], this.#moving('next.'));
    dispose(gradients);
    return norm;
  }

  async take(tensors: Residents): Promise<Map<string, Float32Array>> {
    const taken = new Map<string, Float32Array>();
    for (const [name, tensor] of tensors) taken.set(name, await this.#back(tensor));
    dispose(tensors);
    return taken;
  }

  async learners(): Promise<readonly Learner[]> {
    const read: Learner[] = [];
    for (const { name, shape, ...tensors } of this.#learners) {
      const weight = await this.#back(tensors.weight);
      read.push({
        name,
        shape,
        weight,
        first: await this.#back(tensors.first),
        second: await this.#back(tensors.second),
      });
    }
    return read;
  }

  /** The session that laid the tensors down goes last, and takes them along. */
  async close(): Promise<void> {
    for (const session of Object.values<DeviceSession>({ ...this.#sessions })) await session.close();
    await this.#copies.close();
  }

  async #back(tensor: HostTensor | DeviceTensor): Promise<Float32Array> {
    // What a caller laid beside the device's own is float32 as well.
    return tensor instanceof DeviceTensor ? this.#copies.back(tensor) : (tensor.data as Float32Array);
  }

  /** What a step changes, by the names of the graph's inputs or, with `next.`, of its outputs. */
  #moving(prefix: '' | 'next.'): Record<string, DeviceTensor> {
    const entries = this.#learners.flatMap((learner) =>
      movingParts.map((part) => [`${prefix}${part}.${learner.name}`, learner[part]] as const),
    );
    return Object.fromEntries(entries);
  }
}

const movingParts = ['weight', 'first', 'second'] as const;

/** A tensor that learns. All three of its parts change in place. */
interface DeviceLearner extends Grouped {
  readonly weight: DeviceTensor;
  readonly first: DeviceTensor;
  readonly second: DeviceTensor;
}

interface Laid {
  readonly weights: ReadonlyMap<string, DeviceTensor>;
  readonly learners: readonly DeviceLearner[];
  readonly copies: DeviceCopies;
}

/** One tensor after another, so that the host never has a second copy of all. */
async function lay({ graph, optimizer, session }: StateParts, beginning: Beginning): Promise<Laid> {
  const copies = new DeviceCopies(session);
  const weights = new Map<string, DeviceTensor>();
  const learners: DeviceLearner[] = [];
  const trained = new Set(graph.trained);
  for (const [name, shape] of graph.weights) {
    const weight = await copies.there(float32(shape, await beginning.weight(name, shape)));
    weights.set(name, weight);
    if (!trained.has(name)) continue;
    const { first, second } = await moments(name, shape, beginning);
    learners.push({
      ...{ name, shape, weight, group: optimizer.groups.indexOf(groupOf(optimizer.groups, { name, shape })) },
      ...{ first: await copies.there(float32(shape, first)), second: await copies.there(float32(shape, second)) },
    });
  }
  return { weights, learners, copies };
}

interface Sessions {
  readonly sums: DeviceSession;
  readonly lengths: DeviceSession;
  readonly updates: DeviceSession;
}

/** Outputs that are written in place must not be asked to stay: the runtime would make others. */
async function openSessions({ optimizer, session }: StateParts, learners: readonly DeviceLearner[]): Promise<Sessions> {
  const sums = sumsGraph(learners);
  return {
    sums: await openGraph(
      sums,
      session,
      sums.outputs.map(({ name }) => name),
    ),
    lengths: await openGraph(squaredLengthsGraph(learners), session),
    updates: await openGraph(updatesGraph(optimizer, learners), session),
  };
}

/** The scalars of every group. */
function scalarsOf(
  settings: OptimizerSettings,
  { step, rate, clip }: StepPlace & { clip: number },
): Record<string, HostTensor> {
  const entries = settings.groups.flatMap(({ rateScale, weightDecay }, group) => {
    const scalars = adamWScalars(settings, { step, rate: rate * rateScale, weightDecay, clip });
    return Object.entries(scalars).map(([name, value]) => [`${name}.${group}`, float32([], Float32Array.of(value))]);
  });
  // Pairs of a name and a scalar.
  return Object.fromEntries(entries) as Record<string, HostTensor>;
}

function prefixed(prefix: string, tensors: Residents): Feeds {
  return Object.fromEntries(Array.from(tensors, ([name, tensor]) => [`${prefix}.${name}`, tensor]));
}

function dispose(tensors: Residents): void {
  for (const tensor of tensors.values()) if (tensor instanceof DeviceTensor) tensor.dispose();
}
