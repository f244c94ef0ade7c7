import type { Node, Value } from '../onnx/graph.ts';
import { add } from '../onnx/expressions.ts';
import type { GraphBuilder } from '../onnx/graphBuilder.ts';
import { zerosLike } from '../onnx/runtimeShapes.ts';
import { GradientError } from './gradientRule.ts';
import { gradients } from './gradients.ts';
import { recompute, type Recomputed } from './recompute.ts';

/** Which part of the graph a node belongs to whose results are computed again on the way back; undefined where they are kept. */
export type PartOf = (node: Node) => string | undefined;

/**
 * Adds to a graph the gradients of the scalar `loss`, one for each of `targets`, in their order. One walk from the loss
 * back: a value's gradient is complete when the node that makes it is reached, because all that read it come later.
 * Rules also compute what nobody asked for; `prune` takes it away.
 */
export function differentiate(g: GraphBuilder, loss: Value, targets: readonly Value[], partOf?: PartOf): Value[] {
  if (loss.shape.length > 0) throw new GradientError(`${loss.name} is no scalar: [${loss.shape.join(', ')}].`);
  const walk: Walk = { varying: dependents(g.nodes, targets), sums: new Map([[loss, g.scalar(1)]]) };
  for (const part of partsOf(g.nodes, partOf).reverse()) {
    const again = part.name === undefined ? undefined : g.within('gradient', () => recompute(g, part.nodes, walk));
    if (again) walkAgain(g, again, walk);
    else walkBack(g, part.nodes, walk);
  }
  return targets.map((target) => walk.sums.get(target) ?? zerosLike(g, target));
}

interface Walk {
  /** The targets and all values computed from them. */
  readonly varying: Set<Value>;
  /** What is known of the gradients so far. */
  readonly sums: Map<Value, Value>;
}

interface Part {
  readonly name: string | undefined;
  readonly nodes: readonly Node[];
}

/** The nodes in their order, those of one part together. */
function partsOf(nodes: readonly Node[], partOf: PartOf = () => undefined): Part[] {
  const parts: { name: string | undefined; nodes: Node[] }[] = [];
  for (const node of nodes) {
    const name = partOf(node);
    const last = parts.at(-1);
    if (last && last.name === name) last.nodes.push(node);
    else parts.push({ name, nodes: [node] });
  }
  return parts;
}

function walkBack(g: GraphBuilder, nodes: readonly Node[], { varying, sums }: Walk): void {
  for (const node of nodes.filter(({ outputs }) => outputs.some((output) => varying.has(output))).reverse()) {
    g.within(`gradient.${node.name.replace(/^gradient\./, '')}`, () => {
      for (const [input, gradient] of gradientsOf(g, node, sums))
        if (varying.has(input)) addTo(g, sums, input, gradient);
    });
  }
}

/** The way back through the copy of a part: gradients enter where the part was left, and leave where it was entered. */
function walkAgain(g: GraphBuilder, { nodes, entry, exit }: Recomputed, walk: Walk): void {
  const { varying, sums } = walk;
  varying.add(entry.second);
  for (const output of dependents(nodes, [...varying])) varying.add(output);
  // A part is left by what has a gradient.
  sums.set(exit.second, sums.get(exit.first)!);
  walkBack(g, nodes, walk);
  const gradient = sums.get(entry.second);
  if (gradient) g.within('gradient', () => addTo(g, sums, entry.first, gradient));
}

function addTo(g: GraphBuilder, sums: Map<Value, Value>, value: Value, gradient: Value): void {
  const before = sums.get(value);
  sums.set(value, before ? add(g, before, gradient) : gradient);
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
