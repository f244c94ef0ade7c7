// T tokens of all calibration sequences · t tokens of one · D width · R query heads that share a key/value head
// K inputs of a linear layer · B blocks of S inputs

import type { StackConfig } from '../model/config.ts';
import { decoderLayer } from '../model/decoderLayer.ts';
import type { LayerNames } from '../model/names.ts';
import { rotaryRows } from '../model/rotaryTables.ts';
import { times } from '../onnx/dimension.ts';
import { reshape, transpose } from '../onnx/expressions.ts';
import type { Graph, Value } from '../onnx/graph.ts';
import { GraphBuilder } from '../onnx/graphBuilder.ts';
import { joinMoments, momentBlockSize, type InputMoments } from '../quantize/inputMoments.ts';
import { quantizeGraph, type SchemeChoice } from '../quantize/quantizeGraph.ts';
import type { DeviceSession } from '../session/deviceSession.ts';
import { float32 } from '../tensor/hostTensor.ts';
import { sequenceCount } from './calibrationRows.ts';
import { floats, openWeightless, type Tensors } from './weightlessSession.ts';

/**
 * Runs the calibration sequences through one layer after another. The weights are inputs of the graph, so that one small
 * session serves all layers of a stack and memory holds one layer, and what one sequence computes, at a time.
 */
export class LayerProbe {
  readonly #exact: DeviceSession;
  readonly #rounded: DeviceSession;
  readonly #shared: Tensors;
  readonly #measured: ReadonlyMap<string, number>;
  readonly #shapes: ReadonlyMap<string, readonly number[]>;

  private constructor(parts: ProbeParts) {
    this.#exact = parts.exact;
    this.#rounded = parts.rounded;
    this.#shared = parts.shared;
    this.#measured = parts.measured;
    this.#shapes = parts.shapes;
  }

  /** `layer` names the tensors of any one layer of the stack: the others are fed under the same names. */
  static async open(
    folder: string,
    layer: { names: LayerNames; stack: StackConfig },
    options: ProbeOptions,
  ): Promise<LayerProbe> {
    const { graph, measured } = layerGraph(layer);
    const quantized = quantizeGraph({ ...graph, name: 'rounded-layer' }, options.choose);
    const exact = await openWeightless(graph, folder);
    const rounded = await openWeightless(quantized, folder);
    const shapes = new Map(quantized.parameters.map(({ value }) => [value.name, value.shape.map(Number)]));
    return new LayerProbe({ exact, rounded, shared: sharedInputs(layer.stack, options.tokens), measured, shapes });
  }

  /** The layer's output [T, D] with its own weights, and the moments of each linear layer's input, by its weight. */
  async measure(
    x: Float32Array,
    weights: Tensors,
  ): Promise<{ output: Float32Array; moments: Map<string, InputMoments> }> {
    const names = [...this.#measured.keys()];
    const wanted = ['output', ...names.map((name) => `moments.${name}`)];
    const output = new Float32Array(x.length);
    const moments = new Map<string, InputMoments>();
    for (const [begin, x_tD] of sequences(x)) {
      const outputs = await this.#exact.run(this.#feeds(x_tD, weights), wanted);
      output.set(floats(outputs, 'output'), begin);
      for (const name of names) addMoments(moments, name, this.#momentsIn(outputs, name));
    }
    return { output, moments };
  }

  /** The layer's output [T, D] with quantized weights. */
  async run(x: Float32Array, weights: Tensors): Promise<Float32Array> {
    const output = new Float32Array(x.length);
    for (const [begin, x_tD] of sequences(x)) {
      output.set(floats(await this.#rounded.run(this.#feeds(x_tD, weights), ['output']), 'output'), begin);
    }
    return output;
  }

  /** The shape in which the quantized form takes a part of a matrix. */
  shapeOf(name: string): readonly number[] {
    return this.#shapes.get(name) ?? [];
  }

  async close(): Promise<void> {
    await this.#exact.close();
    await this.#rounded.close();
  }

  /** t */
  get #tokens(): number {
    return this.#shared['cosine']?.shape[0] ?? 0;
  }

  #feeds(x_tD: Float32Array, weights: Tensors): Tensors {
    return { ...this.#shared, ...weights, x: float32([this.#tokens, x_tD.length / this.#tokens], x_tD) };
  }

  #momentsIn(outputs: Tensors, name: string): InputMoments {
    const columns = this.#measured.get(name) ?? 0;
    return { columns, tokens: this.#tokens, sums: floats(outputs, `moments.${name}`) };
  }
}

interface ProbeParts {
  readonly exact: DeviceSession;
  readonly rounded: DeviceSession;
  readonly shared: Tensors;
  /** Inputs of each linear layer, by its weight. */
  readonly measured: ReadonlyMap<string, number>;
  readonly shapes: ReadonlyMap<string, readonly number[]>;
}

/** Each sequence's rows [t, D], and where they begin. */
function sequences(x_TD: Float32Array): [begin: number, x_tD: Float32Array][] {
  const length = x_TD.length / sequenceCount;
  return Array.from({ length: sequenceCount }, (_, i) => [i * length, x_TD.subarray(i * length, (i + 1) * length)]);
}

function addMoments(all: Map<string, InputMoments>, name: string, more: InputMoments): void {
  const before = all.get(name);
  all.set(name, before ? joinMoments(before, more) : more);
}

export interface ProbeOptions {
  /** T */
  readonly tokens: number;
  readonly choose: SchemeChoice;
}

/** One layer without a cache, with the moments of every linear layer's input beside its output. */
function layerGraph({ names, stack }: { names: LayerNames; stack: StackConfig }): {
  graph: Graph;
  measured: Map<string, number>;
} {
  const g = new GraphBuilder('exact-layer');
  const x = g.input('x', 'float32', ['t', stack.width]);
  const table = (name: string): Value => g.input(name, 'float32', ['t', stack.headWidth / 2]);
  const R = stack.heads / stack.keyValueHeads;
  const rotation = { cosine: table('cosine'), sine: table('sine') };
  const mask = g.input('mask', 'float32', [1, times('t', R), 't']);
  g.output('output', decoderLayer(g, x, { names, stack }, { rotation, mask }).output);
  const measured = new Map<string, number>();
  for (const { op, inputs } of [...g.nodes]) {
    const [input, weight] = inputs;
    if (op !== 'Gemm' || !input || !weight) continue;
    measured.set(weight.name, Number(input.shape.at(-1)));
    g.output(`moments.${weight.name}`, moments(g, input));
  }
  return { graph: g.finish(), measured };
}

/** Σ x xᵀ over the tokens, for each block of inputs: [B, S, S]. */
function moments(g: GraphBuilder, x: Value): Value {
  const [T = 1, K = 1] = x.shape;
  const S = momentBlockSize(Number(K));
  const blocks = reshape(g, x, [T, Number(K) / S, S]);
  return g.one('MatMul', [transpose(g, blocks, [1, 2, 0]), transpose(g, blocks, [1, 0, 2])]);
}

/** Rotation and mask of one sequence. */
function sharedInputs(stack: StackConfig, tokens: number): Tensors {
  const t = tokens / sequenceCount;
  const { cosine, sine } = rotaryRows(stack.rope, stack.headWidth, { begin: 0, count: t, length: t });
  const shape = [t, stack.headWidth / 2];
  const R = stack.heads / stack.keyValueHeads;
  const mask = new Float32Array(t * R * t);
  for (let row = 0; row < t * R; row++) mask.fill(-1e30, row * t + Math.floor(row / R) + 1, (row + 1) * t);
  return {
    cosine: float32(shape, cosine),
    sine: float32(shape, sine),
    mask: float32([1, t * R, t], mask),
  };
}
