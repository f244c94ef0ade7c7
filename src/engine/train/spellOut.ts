import type { DeviceName } from '../api/choices.ts';
import { flagAttribute, floatAttribute, stringAttribute } from '../onnx/attributes.ts';
import { dataTypes } from '../onnx/dataTypes.ts';
import type { Shape } from '../onnx/dimension.ts';
import type { Graph, Node, Parameter, Value } from '../onnx/graph.ts';
import { int, ints } from '../onnx/graphBuilder.ts';
import type { Op } from '../onnx/operators.ts';
import { float32, int32, int64, type HostTensor } from '../tensor/hostTensor.ts';

/** The graph with operators whose kernels are slow or wrong on a device (onnxruntime-node 1.30.0) put in other words. */
export function spellOut(graph: Graph, device: DeviceName): Graph {
  const constants = new Map(graph.parameters.map((parameter) => [parameter.value.name, parameter]));
  const rows: Spellings = device === 'webgpu' ? { ...everywhere, ...onWebgpu } : everywhere;
  const nodes = graph.nodes.flatMap((node) => rows[node.op]?.(node, constants) ?? [node]);
  return { ...graph, nodes, parameters: [...constants.values()] };
}

type Constants = Map<string, Parameter>;

/** Nodes that compute the same; undefined where the node is well as it is. */
type Spellings = { readonly [op in Op]?: (node: Node, constants: Constants) => Node[] | undefined };

const everywhere: Spellings = {
  /** m + log Σ e^(x − m), m being the largest: the kernel takes five times as long, on one thread. */
  ReduceLogSumExp: (node) => {
    const [x, axes, y] = [node.inputs[0], node.inputs[1], node.outputs[0]];
    if (!x || !axes || !y) return undefined;
    const part = (what: string, like: Value): Value => ({ ...like, name: `${node.name}.${what}` });
    const [most, below, power] = [part('most', y), part('below', x), part('power', x)];
    const [sum, logarithm] = [part('sum', y), part('logarithm', y)];
    return [
      { ...make('ReduceMax', [x, axes], most), attributes: node.attributes },
      make('Sub', [x, most], below),
      make('Exp', [below], power),
      { ...make('ReduceSum', [power, axes], sum), attributes: node.attributes },
      make('Log', [sum], logarithm),
      make('Add', [most, logarithm], y),
    ];
  },
};

const onWebgpu: Spellings = {
  /** Its kernels of norms leave the statistics that gradients read at zero. */
  SimplifiedLayerNormalization: (node, constants) => {
    const [x, y, r] = [node.inputs[0], node.outputs[0], node.outputs[1]];
    return x && y && r ? [{ ...node, outputs: [y] }, ...inverseRoot(node, x, r, constants)] : undefined;
  },
  LayerNormalization: (node, constants) => {
    const [x, y, mean, r] = [node.inputs[0], ...node.outputs];
    if (!x || !y || !mean || !r) return undefined;
    const centred = { ...x, name: `${node.name}.centred` };
    return [
      { ...node, outputs: [y] },
      { ...make('ReduceMean', [x, axes(constants)], mean), attributes: { keepdims: int(1) } },
      make('Sub', [x, mean], centred),
      ...inverseRoot(node, centred, r, constants),
    ];
  },
  /**
   * Rows added to those of a table, where many go to the same one, as to the most frequent words: its kernel lost a tenth of such
   * gradients on an H200. A product with who goes where has none to lose.
   */
  ScatterND: (node, constants) => {
    const [table, places, rows, y] = [...node.inputs, ...node.outputs];
    const V = table?.shape[0];
    const isSum = stringAttribute(node.attributes, 'reduction', 'none') === 'add' && table?.shape.length === 2;
    if (!table || !places || !rows || !y || !isSum || typeof V !== 'number') return undefined;
    const numbers = { ...places, name: `${node.name}.numbers`, dtype: 'int32' as const };
    const sums = { ...y, name: `${node.name}.sums` };
    const parts = Array.from({ length: Math.ceil(V / tableRows) }, (_, i) => i * tableRows).map((begin) =>
      rowSums(`${node.name}.${begin}`, { numbers, rows, begin, end: Math.min(begin + tableRows, V) }, constants),
    );
    return [
      cast(places, numbers),
      ...parts.flatMap(({ nodes }) => nodes),
      {
        ...make(
          'Concat',
          parts.map(({ sum }) => sum),
          sums,
        ),
        attributes: { axis: int(0) },
      },
      make('Add', [table, sums], y),
    ];
  },
  /** It has no kernel for products of transposed matrices. */
  FusedMatMul: (node, constants) => {
    const [a, b, y] = [node.inputs[0], node.inputs[1], node.outputs[0]];
    const isBatchMoved = flagAttribute(node.attributes, 'transBatchA') || flagAttribute(node.attributes, 'transBatchB');
    if (!a || !b || !y || isBatchMoved) return undefined;
    const alpha = floatAttribute(node.attributes, 'alpha', 1);
    const product = alpha === 1 ? y : { ...y, name: `${node.name}.product` };
    const [left, right] = [swapped(node, a, 'A'), swapped(node, b, 'B')];
    return [
      ...left.nodes,
      ...right.nodes,
      make('MatMul', [left.value, right.value], product),
      ...(alpha === 1 ? [] : [make('Mul', [product, scalar(alpha, constants)], y)]),
    ];
  },
};

/** Rows of a table that are summed in one product, so that who goes where stays far smaller than what a buffer may hold. */
const tableRows = 512;

interface TablePart {
  /** Row of the table for each of the rows, [T, 1]. */
  readonly numbers: Value;
  /** [T, D] */
  readonly rows: Value;
  readonly begin: number;
  readonly end: number;
}

/** Of each row of a table from `begin` to `end` the sum of the rows that go there. */
function rowSums(name: string, { numbers, rows, begin, end }: TablePart, constants: Constants) {
  const [T = 1, D = 1] = rows.shape;
  const part = (what: string, dtype: Value['dtype'], shape: Shape): Value => ({
    name: `${name}.${what}`,
    dtype,
    shape,
  });
  const range = Int32Array.from({ length: end - begin }, (_, i) => begin + i);
  const wanted = constant(`range(${begin}, ${end})`, int32([1, range.length], range), constants);
  const [isHere, here] = [part('isHere', 'bool', [T, range.length]), part('here', 'float32', [T, range.length])];
  const sum = part('sum', 'float32', [range.length, D]);
  const product: Node = { ...make('Gemm', [here, rows], sum), attributes: { transA: int(1) } };
  return { sum, nodes: [make('Equal', [numbers, wanted], isHere), cast(isHere, here), product] };
}

function cast(x: Value, as: Value): Node {
  return { ...make('Cast', [x], as), attributes: { to: int(dataTypes[as.dtype]) } };
}

/** r = 1/√(mean x² + ε) over the last axis. */
function inverseRoot({ name, attributes }: Node, x: Value, r: Value, constants: Constants): Node[] {
  const part = (what: string, like: Value): Value => ({ ...like, name: `${name}.${what}` });
  const [square, mean, sum, root] = [part('square', x), part('mean', r), part('sum', r), part('root', r)];
  const epsilon = scalar(floatAttribute(attributes, 'epsilon', 1e-5), constants);
  return [
    make('Mul', [x, x], square),
    { ...make('ReduceMean', [square, axes(constants)], mean), attributes: { keepdims: int(1) } },
    make('Add', [mean, epsilon], sum),
    make('Sqrt', [sum], root),
    make('Div', [scalar(1, constants), root], r),
  ];
}

/** An operand with its last two axes swapped where the node reads it so. */
function swapped(node: Node, x: Value, side: 'A' | 'B'): { value: Value; nodes: Node[] } {
  if (!flagAttribute(node.attributes, `trans${side}`)) return { value: x, nodes: [] };
  const order = swapLast(x.shape.map((_, axis) => axis));
  const value = { ...x, name: `${node.name}.${side}`, shape: swapLast(x.shape) };
  return { value, nodes: [{ ...make('Transpose', [x], value), attributes: { perm: ints(order) } }] };
}

function swapLast<T extends Shape[number]>(list: readonly T[]): T[] {
  return [...list.slice(0, -2), ...list.slice(-2).reverse()];
}

function make(op: Op, inputs: readonly Value[], output: Value): Node {
  return { name: output.name, op, inputs, outputs: [output], attributes: {} };
}

function axes(constants: Constants): Value {
  return constant('ints(-1)', int64([1], [-1]), constants);
}

function scalar(value: number, constants: Constants): Value {
  return constant(`scalar(${value})`, float32([], Float32Array.of(value)), constants);
}

/** As a graph's builder names them, so that one that is there already is used. */
function constant(name: string, tensor: HostTensor, constants: Constants): Value {
  const before = constants.get(name);
  if (before) return before.value;
  const value = { name, dtype: tensor.dtype, shape: tensor.shape };
  constants.set(name, { value, source: { kind: 'constant', tensor } });
  return value;
}
