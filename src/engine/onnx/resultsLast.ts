import type { Graph, Node, Value } from './graph.ts';

/**
 * The graph with its nodes in an order in which ONNX Runtime (1.30) computes every result as soon as it can: it visits the nodes
 * that nothing else reads, the last of the file first, each after all that it needs. As a gradient graph is built, the first to be
 * visited would be the gradient that needs the whole way back, and all that the others need would lie there until then. So what
 * leads to nothing but one result goes to the end of the file, the earliest last.
 */
export function resultsLast(graph: Graph): Graph {
  const resultOf = onlyResults(graph);
  const chains = new Map<Value, Node[]>();
  for (const node of graph.nodes) {
    const result = resultOf.get(node);
    if (result) chains.set(result, [...(chains.get(result) ?? []), node]);
  }
  const others = graph.nodes.filter((node) => !resultOf.has(node));
  const place = new Map(graph.nodes.map((node, at) => [node, at]));
  // Every chain has a node, and every node its place.
  const byBeginning = [...chains.values()].sort((one, other) => place.get(other[0]!)! - place.get(one[0]!)!);
  return { ...graph, nodes: [...others, ...byBeginning.flat()] };
}

/** Nodes all of whose values lead to one result of the graph alone. */
function onlyResults({ nodes, outputs }: Graph): Map<Node, Value> {
  const leadsTo = new Map<Value, Value | 'several'>(outputs.map((output) => [output, output]));
  const found = new Map<Node, Value>();
  for (const node of nodes.toReversed()) {
    const results = new Set(node.outputs.flatMap((output) => leadsTo.get(output) ?? []));
    const [only = 'several', ...more] = results;
    const result = more.length > 0 ? 'several' : only;
    if (result !== 'several') found.set(node, result);
    for (const input of node.inputs) {
      if (!input) continue;
      const before = leadsTo.get(input);
      leadsTo.set(input, before === undefined || before === result ? result : 'several');
    }
  }
  return found;
}
