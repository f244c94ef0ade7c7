import { flagAttribute } from '../../src/engine/onnx/attributes.ts';
import type { Dimension, Shape } from '../../src/engine/onnx/dimension.ts';
import type { Graph, Node, Value } from '../../src/engine/onnx/graph.ts';

/** Sizes of the symbols in a graph's shapes. */
export type Symbols = Readonly<Record<string, number>>;

/** Operations of all matrix products of one run of a graph: two for each multiplication and addition. */
export function productOperations({ nodes }: Graph, symbols: Symbols): number {
  return nodes.reduce((sum, node) => sum + 2 * multiplications(node, symbols), 0);
}

/**
 * Bytes that the way forward has to keep for the way back: what it makes and the gradients read. A value under another
 * shape is the same bytes.
 */
export function activationBytes({ nodes }: Graph, symbols: Symbols): number {
  const makers = new Map(nodes.flatMap((node) => node.outputs.map((output) => [output, node] as const)));
  const kept = new Set<Value>();
  for (const node of nodes.filter(isOfGradient)) {
    for (const input of node.inputs) {
      const maker = input && makers.get(input);
      if (maker && !isOfGradient(maker)) kept.add(origin(input, makers));
    }
  }
  return [...kept]
    .filter((value) => makers.has(value))
    .reduce((sum, { shape }) => sum + 4 * elements(shape, symbols), 0);
}

function isOfGradient({ name }: Node): boolean {
  return name.startsWith('gradient.');
}

function origin(value: Value, makers: ReadonlyMap<Value, Node>): Value {
  const maker = makers.get(value);
  const [input] = maker?.inputs ?? [];
  return input && (maker?.op === 'Reshape' || maker?.op === 'Identity') ? origin(input, makers) : value;
}

function multiplications({ op, inputs: [left], outputs: [out], attributes }: Node, symbols: Symbols): number {
  if (!left || !out || !(op === 'Gemm' || op === 'MatMul' || op === 'FusedMatMul')) return 0;
  const inner = left.shape.at(flagAttribute(attributes, 'transA') ? -2 : -1);
  return elements(out.shape, symbols) * sizeOf(inner ?? 1, symbols);
}

function elements(shape: Shape, symbols: Symbols): number {
  return shape.reduce<number>((product, size) => product * sizeOf(size, symbols), 1);
}

/** Sums of products, as `times` and `sum` spell them. */
function sizeOf(size: Dimension, symbols: Symbols): number {
  if (typeof size === 'number') return size;
  const product = (text: string): number => text.split('*').reduce((all, part) => all * factor(part, symbols), 1);
  return size.split('+').reduce((all, part) => all + product(part), 0);
}

function factor(part: string, symbols: Symbols): number {
  const value = /^\d+$/.test(part) ? Number(part) : symbols[part];
  if (value === undefined) throw new RangeError(`Nobody said how large ${part} is.`);
  return value;
}
