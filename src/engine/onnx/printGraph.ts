import type { Attribute, Graph, Node, Value } from './graph.ts';

/** The graph as text, one line a node: what golden tests compare and what people read. */
export function printGraph(graph: Graph): string {
  return [
    `graph ${graph.name}`,
    ...graph.inputs.map((value) => `  input  ${describe(value)}`),
    ...graph.parameters.map(({ value, source }) => `  ${source.kind.padEnd(10)} ${describe(value)}`),
    ...graph.nodes.map((node) => `  ${printNode(node)}`),
    ...graph.outputs.map((value) => `  output ${describe(value)}`),
    '',
  ].join('\n');
}

function printNode({ op, inputs, outputs, attributes }: Node): string {
  const given = Object.entries(attributes).map(([name, attribute]) => `${name}=${printAttribute(attribute)}`);
  const operands = [...inputs.map((value) => value?.name ?? '-'), ...given].join(', ');
  return `${outputs.map(describe).join(', ')} = ${op}(${operands})`;
}

function describe({ name, dtype, shape }: Value): string {
  return `${name}: ${dtype}[${shape.join(', ')}]`;
}

function printAttribute(attribute: Attribute): string {
  // Each kind of attribute has exactly one field.
  const [value] = Object.values(attribute) as [number | string | readonly number[]];
  return Array.isArray(value) ? `[${value.join(',')}]` : String(value);
}
