import type { Graph, Node, Value } from './graph.ts';

/**
 * The graph without the nodes that only give a result its name: the node that makes it gives it. What the caller fed or
 * a parameter holds keeps its copy.
 */
export function nameResults(graph: Graph): Graph {
  const makers = new Set(graph.nodes.flatMap(({ outputs }) => outputs));
  const results = new Set(graph.outputs);
  const renamed = new Map<Value, Value>();
  const nodes = graph.nodes.filter(({ op, inputs: [from], outputs: [to] }) => {
    const isName = op === 'Identity' && from && to && results.has(to) && makers.has(from);
    if (!isName || renamed.has(from) || results.has(from)) return true;
    renamed.set(from, to);
    return false;
  });
  const current = (value: Value): Value => renamed.get(value) ?? value;
  const rename = (node: Node): Node => ({
    ...node,
    inputs: node.inputs.map((value) => value && current(value)),
    outputs: node.outputs.map(current),
  });
  return { ...graph, nodes: nodes.map(rename) };
}
