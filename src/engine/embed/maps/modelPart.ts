import { differentiate } from '../../autodiff/differentiate.ts';
import { floats, openWeightless, type Tensors } from '../../compile/weightlessSession.ts';
import { once } from '../../generate/once.ts';
import { multiply, reduceAxes, reshape } from '../../onnx/expressions.ts';
import type { Graph, Value } from '../../onnx/graph.ts';
import { GraphBuilder } from '../../onnx/graphBuilder.ts';
import { prune } from '../../onnx/prune.ts';
import type { DeviceSession, SessionOptions } from '../../session/deviceSession.ts';
import { float32 } from '../../tensor/hostTensor.ts';
import type { Weights } from './weights.ts';

/** Where parts of a model are worked on. */
export interface Workshop {
  /** Takes the graphs' files, which hold no weights. */
  readonly folder: string;
  readonly session: SessionOptions;
  readonly weights: Weights;
}

/** A part of the model as a function of one matrix. */
export interface PartGraph {
  readonly input: Value;
  readonly output: Value;
  /** Further outputs by name. */
  readonly beside?: Readonly<Record<string, Value>>;
}

/** What a run reads beside the matrix. */
export interface PartRun {
  readonly x: Float32Array;
  readonly feeds?: Tensors;
  /** Which tensor of the checkpoint stands for one that the graph names; by default that one. */
  readonly nameOf?: (tensor: string) => string;
}

/**
 * One part of the model, built by `model/` and differentiated by `autodiff/`. Its weights are inputs, so that memory holds
 * one part's at a time and one graph serves all layers of a stack.
 */
export class ModelPart {
  readonly #name: string;
  readonly #build: (g: GraphBuilder) => PartGraph;
  readonly #workshop: Workshop;
  readonly #opened: DeviceSession[] = [];
  readonly #forth = once(() => this.#open(forth(this.#name, this.#build)));
  readonly #back = once(() => this.#open(back(`${this.#name}-back`, this.#build)));

  constructor(name: string, build: (g: GraphBuilder) => PartGraph, workshop: Workshop) {
    this.#name = name;
    this.#build = build;
    this.#workshop = workshop;
  }

  /** The part's output. */
  async forward(run: PartRun): Promise<Float32Array> {
    return floats(await this.outputs(run, ['output']), 'output');
  }

  /** Outputs by name: `output`, and those beside it. */
  async outputs(run: PartRun, names: readonly string[]): Promise<Tensors> {
    return this.#run(await this.#forth(), run, names);
  }

  /** Given d(something)/d(output), d(something)/d(input). */
  async backward(run: PartRun, dOutput: Float32Array): Promise<Float32Array> {
    return floats(await this.#run(await this.#back(), run, ['dInput'], dOutput), 'dInput');
  }

  async close(): Promise<void> {
    for (const session of this.#opened.splice(0)) await session.close();
  }

  async #run(
    { graph, session }: Opened,
    { x, feeds = {}, nameOf = itself }: PartRun,
    fetches: readonly string[],
    dOutput?: Float32Array,
  ): Promise<Tensors> {
    const given: Record<string, Tensors[string]> = { ...feeds };
    const [input, out] = [
      graph.inputs.find(({ name }) => name === 'x'),
      graph.inputs.find(({ name }) => name === 'dOutput'),
    ];
    if (input) given['x'] = shaped(input, x);
    if (out && dOutput) given['dOutput'] = shaped(out, dOutput);
    return session.run({ ...given, ...(await this.#workshop.weights.feeds(graph.parameters, nameOf)) }, fetches);
  }

  async #open(graph: Graph): Promise<Opened> {
    const { folder, session: options } = this.#workshop;
    const session = await openWeightless(graph, folder, { ...options, variableShapes: true });
    this.#opened.push(session);
    return { graph, session };
  }
}

interface Opened {
  readonly graph: Graph;
  readonly session: DeviceSession;
}

const itself = (tensor: string): string => tensor;

function forth(name: string, build: (g: GraphBuilder) => PartGraph): Graph {
  const g = new GraphBuilder(name);
  const { output, beside = {} } = build(g);
  g.output('output', output);
  for (const [own, value] of Object.entries(beside)) g.output(own, value);
  return g.finish();
}

/** Σ output · dOutput is the scalar whose gradient passes dOutput back. */
function back(name: string, build: (g: GraphBuilder) => PartGraph): Graph {
  const g = new GraphBuilder(name);
  const { input, output } = build(g);
  const dOutput = g.input('dOutput', 'float32', output.shape);
  const axes = output.shape.map((_, axis) => axis);
  const passed = reshape(g, reduceAxes(g, 'ReduceSum', multiply(g, output, dOutput), axes), []);
  const [dInput] = differentiate(g, passed, [input]);
  // One target has one gradient.
  g.output('dInput', dInput!);
  return prune(g.finish());
}

/** Numbers under the shape of an input, of which one axis is known only now. */
function shaped({ shape }: Value, data: Float32Array): Tensors[string] {
  const known = shape.reduce<number>((product, size) => product * (typeof size === 'number' ? size : 1), 1);
  return float32(
    shape.map((size) => (typeof size === 'number' ? size : data.length / known)),
    data,
  );
}
