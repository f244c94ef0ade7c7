import type { Attribute, Graph, Node } from '../../../src/engine/onnx/graph.ts';
import { kernels } from './kernels.ts';
import type { NdArray } from './ndArray.ts';

/**
 * Runs a graph in float64, each operator written from its definition, slowly and plainly: what gradients are checked
 * with, because finite differences need more digits than the runtime's kernels have.
 */
export function interpret(graph: Graph, feeds: Readonly<Record<string, NdArray>>): Map<string, NdArray> {
  const values = new Map(Object.entries(feeds));
  for (const { value, source } of graph.parameters) {
    if (source.kind !== 'constant') throw new Error(`${value.name} has no known numbers.`);
    values.set(value.name, { shape: source.tensor.shape, data: Float64Array.from(source.tensor.data, Number) });
  }
  for (const node of graph.nodes) run(node, values);
  return values;
}

function run(node: Node, values: Map<string, NdArray>): void {
  const kernel = kernels[node.op];
  if (!kernel) throw new Error(`${node.op} is not interpreted.`);
  const inputs = node.inputs.map((input) => input && values.get(input.name));
  const attributes = Object.fromEntries(
    Object.entries(node.attributes).map(([name, attribute]) => [name, plain(attribute)]),
  );
  const outputs = kernel(inputs, attributes);
  node.outputs.forEach((output, i) => values.set(output.name, outputs[i]!));
}

function plain(attribute: Attribute): number | string | readonly number[] {
  return Object.values(attribute)[0] as number | string | readonly number[];
}
