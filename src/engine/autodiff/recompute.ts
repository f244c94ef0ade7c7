import type { Node, Value } from '../onnx/graph.ts';
import type { GraphBuilder } from '../onnx/graphBuilder.ts';
import { shapeOf } from '../onnx/runtimeShapes.ts';

/** A part of the way forward that is computed a second time on the way back. */
export interface Recomputed {
  /** The part's nodes, in an order in which they run: copies of what depends on the entry, the rest as it was. */
  readonly nodes: readonly Node[];
  readonly entry: Twin;
  readonly exit: Twin;
}

/** A value, and the one that stands for it the second time. */
export interface Twin {
  readonly first: Value;
  readonly second: Value;
}

/**
 * Adds a copy of a part of the graph, so that of all it makes nothing need be kept from the way forward but what enters it
 * (arXiv 1604.06174). The copy waits for the gradient of what leaves the part: without that, it would run at once, and its
 * results would lie there as long as those that it is to replace. Undefined where the part is no chain from one value to
 * another of the same shape, as a last layer of which only some rows are computed; there is nothing to be saved there,
 * because the way back begins with it.
 */
export function recompute(
  g: GraphBuilder,
  nodes: readonly Node[],
  { varying, sums }: { varying: ReadonlySet<Value>; sums: ReadonlyMap<Value, Value> },
): Recomputed | undefined {
  const made = new Set(nodes.flatMap(({ outputs }) => outputs));
  const [exit, ...moreExits] = [...made].filter((value) => sums.has(value));
  const [entry, ...moreEntries] = entriesOf(g, nodes, made).filter((value) => varying.has(value));
  const late = exit && sums.get(exit);
  if (!entry || !late || moreExits.length > 0 || moreEntries.length > 0 || !isSameShape(entry, late)) return undefined;
  const copies = new Map<Value, Value>([[entry, notBefore(g, late, entry)]]);
  const again = nodes.map((node) => copyOf(g, node, copies));
  const second = (first: Value): Twin => ({ first, second: copies.get(first) ?? first });
  return { nodes: again, entry: second(entry), exit: second(exit) };
}

/** What other nodes have made and these read. */
function entriesOf(g: GraphBuilder, nodes: readonly Node[], made: ReadonlySet<Value>): Value[] {
  const elsewhere = new Set(g.nodes.flatMap(({ outputs }) => outputs));
  const read = new Set(nodes.flatMap(({ inputs }) => inputs));
  return [...read].flatMap((value) => (value && elsewhere.has(value) && !made.has(value) ? [value] : []));
}

/** Shapes that are known before the graph runs would not have to be waited for. */
function isSameShape(one: Value, other: Value): boolean {
  const isKnown = one.shape.every((size) => typeof size === 'number');
  return !isKnown && one.shape.length === other.shape.length && one.shape.every((size, i) => size === other.shape[i]);
}

/** The same numbers, but not until `late`, which has as many, is there to read the shape off. */
function notBefore(g: GraphBuilder, late: Value, x: Value): Value {
  return g.one('Reshape', [x, shapeOf(g, late)], { target: [{ dtype: x.dtype, shape: x.shape }], name: 'notBefore' });
}

/** The node on copies of what it reads; the node itself where it reads none. */
function copyOf(g: GraphBuilder, node: Node, copies: Map<Value, Value>): Node {
  if (!node.inputs.some((input) => input && copies.has(input))) return node;
  const inputs = node.inputs.map((input) => input && (copies.get(input) ?? input));
  const outputs = g.add(node.op, inputs, {
    attributes: node.attributes,
    target: node.outputs.map(({ dtype, shape }) => ({ dtype, shape })),
    name: node.name,
  });
  // The same operator makes as many values.
  for (const [i, output] of node.outputs.entries()) copies.set(output, outputs[i]!);
  // It was added just now.
  return g.nodes.at(-1)!;
}
