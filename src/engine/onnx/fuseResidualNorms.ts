// T tokens · D width

import type { Graph, Node, Value } from './graph.ts';

/**
 * The graph with each sum that is normalised next, rmsNorm(a + b), computed by one kernel, which gives the sum as well.
 * On single tokens a node costs more than its arithmetic.
 */
export function fuseResidualNorms(graph: Graph): Graph {
  const norms = new Map(graph.nodes.filter(isNorm).map((norm) => [norm.inputs[0], norm]));
  const fused = new Set<Node>();
  const nodes = graph.nodes.map((node) => {
    const norm = node.op === 'Add' && haveOneShape(node) && norms.get(node.outputs[0]);
    if (!norm) return node;
    fused.add(norm);
    return joined(node, norm);
  });
  return { ...graph, nodes: nodes.filter((node) => !fused.has(node)) };
}

function isNorm({ op, outputs }: Node): boolean {
  return op === 'SimplifiedLayerNormalization' && outputs.length === 1;
}

function haveOneShape({ inputs: [a, b] }: Node): boolean {
  return a !== undefined && b !== undefined && a.shape.length === 2 && a.shape.join() === b.shape.join();
}

/** The kernel's second and third results, statistics, are left out. */
function joined(sum: Node, { name, inputs: [, weight], outputs, attributes }: Node): Node {
  const { epsilon } = attributes;
  return {
    name,
    op: 'SkipSimplifiedLayerNormalization',
    inputs: [...sum.inputs, weight],
    outputs: [...outputs, leftOut, leftOut, ...sum.outputs],
    attributes: { ...(epsilon && { epsilon }) },
  };
}

/** ONNX's way to say that an optional result is not wanted. */
const leftOut: Value = { name: '', dtype: 'float32', shape: [] };
