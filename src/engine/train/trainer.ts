import type { ModelConfig } from '../model/config.ts';
import type { Graph } from '../onnx/graph.ts';
import type { DeviceSession, SessionOptions } from '../session/deviceSession.ts';
import { float32, type HostTensor } from '../tensor/hostTensor.ts';
import { modelFeeds } from './batch/modelFeeds.ts';
import { placeSequences, type Placement } from './batch/placeSequences.ts';
import type { Sequence } from './batch/sequence.ts';
import { gradientGraph, gradientOf, lossGraph, type GradientGraph } from './gradientGraph.ts';
import { openGraph } from './openGraph.ts';
import type { Learner, OptimizerSettings } from './optimizer.ts';
import type { AnswerScore, Stage } from './stage.ts';
import { keepsTensors, openState } from './state/openState.ts';
import type { Beginning, Resident, Residents, StepPlace, TrainingState } from './state/trainingState.ts';

export interface TrainerParts<S extends Sequence> {
  readonly stage: Stage<S>;
  readonly config: ModelConfig;
  /** The id that stands for a picture's tokens. */
  readonly placeholder: number;
  readonly optimizer: OptimizerSettings;
  /** Whether each layer is computed again on the way back, which takes a third more time and keeps little in memory. */
  readonly recompute?: boolean;
  readonly session: SessionOptions;
}

/** The rows of one run: sequences in a row lie one after another and do not see each other. */
export type Rows<S extends Sequence> = readonly (readonly S[])[];

/** What the model makes of some rows as it is. */
export interface Outcome {
  readonly loss: number;
  /** Of each sequence, in the order of the rows, how its answers were foretold; empty where a stage has no answers. */
  readonly scores: readonly (readonly AnswerScore[])[];
}

/** What some rows teach: beside the loss, what each tensor that learns should do about it. */
export interface Gradients extends Outcome {
  readonly of: ReadonlyMap<string, Float32Array>;
}

/** Runs a stage's steps, on weights and moments that lie where the steps are computed. */
export class Trainer<S extends Sequence> {
  readonly #parts: TrainerParts<S>;
  readonly #graph: GradientGraph;
  readonly #session: DeviceSession;
  readonly #state: TrainingState;
  #examiner: Promise<Examiner> | undefined;

  private constructor(parts: TrainerParts<S>, { graph, session, state }: Opened) {
    this.#parts = parts;
    this.#graph = graph;
    this.#session = session;
    this.#state = state;
  }

  /** `weight` gives a tensor of the checkpoint; every tensor that the stage needs is asked for once. */
  static async open<S extends Sequence>(
    parts: TrainerParts<S>,
    weight: Beginning['weight'],
    moment?: Beginning['moment'],
  ): Promise<Trainer<S>> {
    const graph = gradientGraph(parts.stage, parts.config, parts);
    const staying = keepsTensors(parts.session.device) ? graph.trained.map(gradientOf) : [];
    const session = await openGraph(graph.graph, parts.session, staying);
    const state = await openState({ ...parts, graph }, { weight, ...(moment && { moment }) });
    return new Trainer(parts, { graph, session, state });
  }

  /** One step of learning; its rows may be spread over several runs, whose gradients add up. `step` counts from 1. */
  async step(runs: readonly Rows<S>[], at: StepPlace): Promise<Outcome & { gradientNorm: number }> {
    const { outcome, gradients } = await this.#walkBack(runs);
    return { ...outcome, gradientNorm: await this.#state.learn(gradients, at) };
  }

  /** Changes the weights by one step against these gradients and returns the length that the whole gradient had. */
  async learn(gradients: ReadonlyMap<string, Float32Array>, at: StepPlace): Promise<number> {
    const shaped = Array.from(gradients, ([name, numbers]): [string, HostTensor] => [
      name,
      // A gradient has the shape of the weight it is of.
      float32(this.#graph.weights.get(name)!, numbers),
    ]);
    return this.#state.learn(new Map(shaped), at);
  }

  /** The loss of a step's rows and its gradient, without learning from it. */
  async gradients(runs: readonly Rows<S>[]): Promise<Gradients> {
    const { outcome, gradients } = await this.#walkBack(runs);
    return { ...outcome, of: await this.#state.take(gradients) };
  }

  /** What learns, as it is now: tensors and moments. In the host's memory these are the tensors themselves. */
  learners(): Promise<readonly Learner[]> {
    return this.#state.learners();
  }

  /** The loss alone, a third of the work: for held-out data. */
  async examine(runs: readonly Rows<S>[]): Promise<Outcome> {
    const { graph, session } = await (this.#examiner ??= openExaminer(this.#parts));
    return this.#runAll(graph, session, runs);
  }

  /** The session that made the gradients goes first: it takes those along that nobody learned from. */
  async close(): Promise<void> {
    await this.#session.close();
    await (await this.#examiner)?.session.close();
    await this.#state.close();
  }

  async #walkBack(runs: readonly Rows<S>[]): Promise<{ outcome: Outcome; gradients: Residents }> {
    let gradients: Residents | undefined;
    const outcome = await this.#runAll(this.#graph.graph, this.#session, runs, async (outputs) => {
      // The graph has such an output for each.
      const made = this.#graph.trained.map((name) => [name, outputs[gradientOf(name)]!] as const);
      gradients = await this.#state.sum(gradients, new Map(made));
    });
    return { outcome, gradients: gradients ?? new Map<string, Resident>() };
  }

  async #runAll(
    graph: Graph,
    session: DeviceSession,
    runs: readonly Rows<S>[],
    take: (outputs: Outputs) => Promise<void> = nothing,
  ): Promise<Outcome> {
    const { stage } = this.#parts;
    const all = runs.flat(2);
    const names = graph.outputs.map(({ name }) => name);
    const scores: AnswerScore[][] = [];
    let loss = 0;
    for (const rows of runs) {
      const placement = placeSequences(rows, this.#parts);
      const outputs = await session.compute(this.#feeds(graph, placement, all), names);
      const seen = Object.fromEntries(Object.entries(outputs).filter(isOnHost));
      loss += Number(seen['loss']?.data[0]);
      scores.push(...(stage.scores?.(placement.placed, seen) ?? []));
      await take(outputs);
    }
    return { loss, scores };
  }

  #feeds(graph: Graph, placement: Placement<S>, all: readonly S[]): Record<string, Resident> {
    const { stage, config } = this.#parts;
    const offered = { ...modelFeeds(placement, config), ...stage.feeds(placement.placed, all, config) };
    const feeds: Record<string, Resident> = {};
    for (const { name } of graph.inputs) {
      const tensor = this.#state.weights.get(name) ?? offered[name];
      if (!tensor) throw new TypeError(`Nothing is fed to ${name}.`);
      feeds[name] = tensor;
    }
    return feeds;
  }
}

type Outputs = Readonly<Record<string, Resident>>;

function isOnHost(entry: [string, Resident]): entry is [string, HostTensor] {
  return 'data' in entry[1];
}

/** The loss without the way back. */
interface Examiner {
  readonly graph: Graph;
  readonly session: DeviceSession;
}

async function openExaminer<S extends Sequence>({ stage, config, session }: TrainerParts<S>): Promise<Examiner> {
  const graph = lossGraph(stage, config);
  return { graph, session: await openGraph(graph, session) };
}

interface Opened {
  readonly graph: GradientGraph;
  readonly session: DeviceSession;
  readonly state: TrainingState;
}

async function nothing(): Promise<void> {
  return Promise.resolve();
}
