import type { ModelConfig } from '../model/config.ts';
import type { Graph } from '../onnx/graph.ts';
import type { DeviceSession, SessionOptions } from '../session/deviceSession.ts';
import { float32, type HostTensor } from '../tensor/hostTensor.ts';
import { modelFeeds } from './batch/modelFeeds.ts';
import { placeSequences, type Placement } from './batch/placeSequences.ts';
import type { Sequence } from './batch/sequence.ts';
import { gradientGraph, gradientOf, lossGraph, type GradientGraph } from './gradientGraph.ts';
import { openGraph } from './openGraph.ts';
import { Optimizer, type Learner, type OptimizerSettings } from './optimizer.ts';
import type { AnswerScore, Stage } from './stage.ts';

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

/** Runs a stage's steps on weights in the host's memory, which change in place. */
export class Trainer<S extends Sequence> {
  readonly weights: ReadonlyMap<string, Float32Array>;
  readonly learners: readonly Learner[];
  readonly #parts: TrainerParts<S>;
  readonly #graph: GradientGraph;
  readonly #session: DeviceSession;
  readonly #optimizer: Optimizer;
  #examiner: Promise<Examiner> | undefined;

  private constructor(parts: TrainerParts<S>, opened: Opened) {
    this.#parts = parts;
    this.#graph = opened.graph;
    this.#session = opened.session;
    this.#optimizer = opened.optimizer;
    this.weights = opened.weights;
    this.learners = opened.graph.trained.map((name) => learner(name, opened));
  }

  /** `read` gives a tensor of the checkpoint; every tensor that the stage needs is asked for once. */
  static async open<S extends Sequence>(
    parts: TrainerParts<S>,
    read: (tensor: string, shape: readonly number[]) => Promise<Float32Array>,
  ): Promise<Trainer<S>> {
    const graph = gradientGraph(parts.stage, parts.config, parts);
    const weights = new Map<string, Float32Array>();
    for (const [name, shape] of graph.weights) weights.set(name, await read(name, shape));
    const session = await openGraph(graph.graph, parts.session);
    const optimizer = await Optimizer.open(parts.optimizer, parts.session);
    return new Trainer(parts, { graph, weights, session, optimizer });
  }

  /** One step of learning; its rows may be spread over several runs, whose gradients add up. `step` counts from 1. */
  async step(
    runs: readonly Rows<S>[],
    { step, rate }: { step: number; rate: number },
  ): Promise<Outcome & { gradientNorm: number }> {
    const { loss, scores, of } = await this.gradients(runs);
    return { loss, scores, gradientNorm: await this.learn(of, { step, rate }) };
  }

  /** Changes the weights by one step against these gradients and returns the length that the whole gradient had. */
  async learn(
    gradients: ReadonlyMap<string, Float32Array>,
    { step, rate }: { step: number; rate: number },
  ): Promise<number> {
    return this.#optimizer.step(this.learners, gradients, { step, rate });
  }

  /** The loss of a step's rows and its gradient, without learning from it. */
  async gradients(runs: readonly Rows<S>[]): Promise<Gradients> {
    const sums = new Map<string, Float32Array>();
    const outcome = await this.#runAll(this.#graph.graph, this.#session, runs, (outputs) => {
      for (const name of this.#graph.trained) {
        // The graph has this output, in float32.
        addInto(sums, name, outputs[gradientOf(name)]!.data as Float32Array);
      }
    });
    return { ...outcome, of: sums };
  }

  /** The loss alone, a third of the work: for held-out data. */
  async examine(runs: readonly Rows<S>[]): Promise<Outcome> {
    const { graph, session } = await (this.#examiner ??= openExaminer(this.#parts));
    return this.#runAll(graph, session, runs);
  }

  async close(): Promise<void> {
    await this.#session.close();
    await this.#optimizer.close();
    await (await this.#examiner)?.session.close();
  }

  async #runAll(
    graph: Graph,
    session: DeviceSession,
    runs: readonly Rows<S>[],
    take: (outputs: Record<string, HostTensor>) => void = nothing,
  ): Promise<Outcome> {
    const { stage } = this.#parts;
    const all = runs.flat(2);
    const names = graph.outputs.map(({ name }) => name);
    const scores: AnswerScore[][] = [];
    let loss = 0;
    for (const rows of runs) {
      const placement = placeSequences(rows, this.#parts);
      const outputs = await session.run(this.#feeds(graph, placement, all), names);
      loss += Number(outputs['loss']?.data[0]);
      scores.push(...(stage.scores?.(placement.placed, outputs) ?? []));
      take(outputs);
    }
    return { loss, scores };
  }

  #feeds(graph: Graph, placement: Placement<S>, all: readonly S[]): Record<string, HostTensor> {
    const { stage, config } = this.#parts;
    const offered = { ...modelFeeds(placement, config), ...stage.feeds(placement.placed, all, config) };
    const feeds: Record<string, HostTensor> = {};
    for (const { name } of graph.inputs) {
      const shape = this.#graph.weights.get(name);
      // Weights were read for every name in the graph's list.
      const tensor = shape ? float32(shape, this.weights.get(name)!) : offered[name];
      if (!tensor) throw new TypeError(`Nothing is fed to ${name}.`);
      feeds[name] = tensor;
    }
    return feeds;
  }
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
  readonly weights: ReadonlyMap<string, Float32Array>;
  readonly session: DeviceSession;
  readonly optimizer: Optimizer;
}

function learner(name: string, { graph, weights }: Opened): Learner {
  // Both tables have every tensor that learns.
  const [weight, shape] = [weights.get(name)!, graph.weights.get(name)!];
  return { name, shape, weight, first: new Float32Array(weight.length), second: new Float32Array(weight.length) };
}

function addInto(sums: Map<string, Float32Array>, name: string, gradient: Float32Array): void {
  const sum = sums.get(name);
  if (!sum) sums.set(name, gradient);
  else for (let i = 0; i < sum.length; i++) sum[i]! += gradient[i]!;
}

function nothing(): void {
  return undefined;
}
