import { floatAttribute } from '../onnx/attributes.ts';
import type { Graph, Node, Parameter, Value } from '../onnx/graph.ts';
import { int } from '../onnx/graphBuilder.ts';
import type { Op } from '../onnx/operators.ts';
import { float32, int64, type HostTensor } from '../tensor/hostTensor.ts';

/**
 * The graph for WebGPU, whose kernels of norms leave the statistics that gradients read at zero (onnxruntime-node
 * 1.30.0): each is computed by operators of its own.
 */
export function explicitStatistics(graph: Graph): Graph {
  const constants = new Map(graph.parameters.map((parameter) => [parameter.value.name, parameter]));
  const nodes = graph.nodes.flatMap((node) => {
    const spelt = node.outputs.length > 1 ? spellOut[node.op] : undefined;
    return spelt ? spelt(node, constants) : [node];
  });
  return { ...graph, nodes, parameters: [...constants.values()] };
}

type Constants = Map<string, Parameter>;

const spellOut: { readonly [op in Op]?: (node: Node, constants: Constants) => Node[] } = {
  SimplifiedLayerNormalization: (node, constants) => {
    const [x, y, r] = [node.inputs[0], node.outputs[0], node.outputs[1]];
    return x && y && r ? [{ ...node, outputs: [y] }, ...inverseRoot(node, x, r, constants)] : [node];
  },
  LayerNormalization: (node, constants) => {
    const [x, y, mean, r] = [node.inputs[0], ...node.outputs];
    if (!x || !y || !mean || !r) return [node];
    const centred = { ...x, name: `${node.name}.centred` };
    return [
      { ...node, outputs: [y] },
      { ...make('ReduceMean', [x, axes(constants)], mean), attributes: { keepdims: int(1) } },
      make('Sub', [x, mean], centred),
      ...inverseRoot(node, centred, r, constants),
    ];
  },
};

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
