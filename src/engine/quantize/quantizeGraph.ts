// T tokens · N outputs · K inputs of a linear layer

import { add, divide, multiply } from '../onnx/expressions.ts';
import type { Graph, Node, Value } from '../onnx/graph.ts';
import { GraphBuilder, int } from '../onnx/graphBuilder.ts';
import { blockSizes, blocksPerRow, type BlockFormat } from './blockFormat.ts';
import type { Scheme } from './plan.ts';

/** Chooses how a linear layer's weight [N, K], a tensor of the checkpoint, is stored. */
export type SchemeChoice = (tensor: string, columns: number) => Scheme;

/**
 * The graph with its linear layers replaced by kernels on quantized weights. Everything else, the names of values
 * included, stays: a graph and its quantized form can stand in for each other.
 */
export function quantizeGraph(graph: Graph, choose: SchemeChoice): Graph {
  const made: Made = { g: new GraphBuilder(graph.name), rounded: new Map() };
  const nodes = graph.nodes.flatMap((node) => replacement(node, graph, choose, made) ?? [node]);
  const used = new Set(nodes.flatMap((node) => node.inputs.map((value) => value?.name)));
  const parameters = [...graph.parameters, ...made.g.finish().parameters].filter(({ value }) => used.has(value.name));
  return { ...graph, nodes, parameters: [...new Map(parameters.map((one) => [one.value.name, one])).values()] };
}

/** The new nodes' builder, and inputs that were rounded already: layers that read the same one share its codes. */
interface Made {
  readonly g: GraphBuilder;
  readonly rounded: Map<string, RoundedInput>;
}

interface RoundedInput {
  /** [T, K] */
  readonly codes: Value;
  /** [T, 1], the largest magnitude, which is 127 steps. */
  readonly scale: Value;
}

/** The nodes that stand for a linear layer; undefined for any other node, and where the weight stays as it is. */
function replacement(node: Node, graph: Graph, choose: SchemeChoice, made: Made): Node[] | undefined {
  const linear = linearLayer(node, graph);
  const scheme = linear && choose(linear.tensor, linear.columns);
  if (!linear || !scheme || scheme.kind === 'float32') return undefined;
  const { g } = made;
  const before = g.nodes.length;
  g.within(node.name, () => {
    const product = scheme.kind === 'blocks' ? blockProduct(g, linear, scheme.format) : channelProduct(made, linear);
    if (linear.bias) add(g, product, linear.bias);
  });
  return renameResult(g.nodes.slice(before), node);
}

interface LinearLayer {
  /** [T, K] */
  readonly x: Value;
  readonly tensor: string;
  readonly rows: number;
  readonly columns: number;
  readonly bias: Value | undefined;
}

function linearLayer({ op, inputs }: Node, graph: Graph): LinearLayer | undefined {
  const [x, weight, bias] = inputs;
  if (op !== 'Gemm' || !x || !weight) return undefined;
  const source = graph.parameters.find(({ value }) => value === weight)?.source;
  if (source?.kind !== 'checkpoint') return undefined;
  const [rows = 0, columns = 0] = weight.shape.map(Number);
  return { x, tensor: source.tensor, rows, columns, bias };
}

/** MatMulNBits: 4- or 8-bit codes with a scale (and zero point) a block; the processor also rounds x to 8 bits, block by block. */
function blockProduct(g: GraphBuilder, { x, tensor, rows, columns }: LinearLayer, format: BlockFormat): Value {
  const blocks = blocksPerRow(columns, format);
  const sizes = blockSizes(rows, columns, format);
  const part = quantizedPart(g, tensor, 'blocks');
  const operands = [
    x,
    part('codes', 'uint8', [rows, blocks, (format.blockSize * format.bits) / 8]),
    part('scales', 'float32', [sizes.scales]),
    ...(format.zeroPoints ? [part('zeroPoints', 'uint8', [sizes.zeroPoints])] : []),
  ];
  const attributes = {
    ...{ K: int(columns), N: int(rows), bits: int(format.bits), block_size: int(format.blockSize) },
    accuracy_level: int(4),
  };
  return g.one('MatMulNBits', operands, { attributes });
}

/**
 * W8A8: each token of x is scaled by its largest magnitude and rounded to 8 bits. Centred unsigned codes, because the
 * kernel for signed ones is twenty times slower.
 */
function channelProduct({ g, rounded }: Made, { x, tensor, rows, columns }: LinearLayer): Value {
  const part = quantizedPart(g, tensor, 'channels');
  const { codes, scale } = rounded.get(x.name) ?? roundInput(g, x);
  rounded.set(x.name, { codes, scale });
  const operands = [
    codes,
    part('codes', 'int8', [columns, rows]),
    g.scalar(1 / 127),
    part('scales', 'float32', [rows]),
    zeroCode(g),
  ];
  return multiply(g, g.one('MatMulIntegerToFloat', operands), scale);
}

function roundInput(g: GraphBuilder, x: Value): RoundedInput {
  const [T = 1] = x.shape;
  const target = [{ dtype: 'float32', shape: [T, 1] }] as const;
  const largest = g.one('ReduceMax', [g.one('Abs', [x]), g.ints([-1])], { target });
  // A token of zeros has no scale; any will do that is not zero.
  const scale = g.one('Max', [largest, g.scalar(1e-20)]);
  return { codes: g.one('QuantizeLinear', [divide(g, x, scale), g.scalar(1 / 127), zeroCode(g)]), scale };
}

/** The code that stands for 0. */
function zeroCode(g: GraphBuilder): Value {
  return g.constant('byte(128)', { dtype: 'uint8', shape: [], data: Uint8Array.of(128) });
}

function quantizedPart(g: GraphBuilder, tensor: string, scheme: string) {
  return (part: string, dtype: 'uint8' | 'int8' | 'float32', shape: readonly number[]): Value =>
    g.known(`${tensor}.${scheme}.${part}`, dtype, shape, { kind: 'quantized', tensor, scheme, part });
}

/** The nodes, the last of which now makes the value that `node` made. */
function renameResult(nodes: readonly Node[], node: Node): Node[] {
  return nodes.map((one, index) => (index === nodes.length - 1 ? { ...one, outputs: node.outputs } : one));
}
