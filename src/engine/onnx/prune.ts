import type { Graph, Node, Value } from './graph.ts';

/** The graph without what no output needs: nodes and parameters. Inputs stay, as they are what callers know. */
export function prune(graph: Graph): Graph {
  const needed = new Set<Value>(graph.outputs);
  const nodes = graph.nodes.toReversed().filter((node) => isNeeded(node, needed));
  return {
    ...graph,
    nodes: nodes.toReversed(),
    parameters: graph.parameters.filter(({ value }) => needed.has(value)),
  };
}

/** Seen from the last node to the first: whether something that runs later, or a caller, needs this one. */
function isNeeded({ inputs, outputs }: Node, needed: Set<Value>): boolean {
  if (!outputs.some((output) => needed.has(output))) return false;
  for (const input of inputs) if (input) needed.add(input);
  return true;
}
