import type { Node, Value } from '../onnx/graph.ts';
import { add } from '../onnx/expressions.ts';
import type { GraphBuilder } from '../onnx/graphBuilder.ts';
import { zerosLike } from '../onnx/runtimeShapes.ts';
import { GradientError } from './gradientRule.ts';
import { gradients } from './gradients.ts';

/**
 * Adds to a graph the gradients of the scalar `loss`, one for each of `targets`, in their order. One walk from the loss
 * back: a value's gradient is complete when the node that makes it is reached, because all that read it come later.
 * Rules also compute what nobody asked for; `prune` takes it away.
 */
export function differentiate(g: GraphBuilder, loss: Value, targets: readonly Value[]): Value[] {
  if (loss.shape.length > 0) throw new GradientError(`${loss.name} is no scalar: [${loss.shape.join(', ')}].`);
  const varying = dependents(g.nodes, targets);
  const sums = new Map<Value, Value>([[loss, g.scalar(1)]]);
  for (const node of g.nodes.filter(({ outputs }) => outputs.some((output) => varying.has(output))).reverse()) {
    g.within(`gradient.${node.name}`, () => {
      for (const [input, gradient] of gradientsOf(g, node, sums)) {
        const before = sums.get(input);
        if (varying.has(input)) sums.set(input, before ? add(g, before, gradient) : gradient);
      }
    });
  }
  return targets.map((target) => sums.get(target) ?? zerosLike(g, target));
}

/** The targets and all values computed from them. */
function dependents(nodes: readonly Node[], targets: readonly Value[]): Set<Value> {
  const varying = new Set(targets);
  for (const { inputs, outputs } of nodes) {
    if (!inputs.some((input) => input && varying.has(input))) continue;
    for (const output of outputs) varying.add(output);
  }
  return varying;
}

/** What a node passes back to each of its inputs; nothing where the loss does not depend on it. */
function gradientsOf(g: GraphBuilder, node: Node, sums: ReadonlyMap<Value, Value>): [Value, Value][] {
  if (!node.outputs.some((output) => sums.has(output))) return [];
  const dOutputs = node.outputs.map((output) => sums.get(output) ?? zerosLike(g, output));
  const dInputs = gradients[node.op](g, node, ...dOutputs);
  return node.inputs.flatMap((input, i): [Value, Value][] => {
    const gradient = dInputs[i];
    return input && gradient ? [[input, gradient]] : [];
  });
}
