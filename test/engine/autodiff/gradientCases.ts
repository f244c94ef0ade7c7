// Shapes are written in letters: `B T D` has three axes, `1` is an axis of size 1. A letter's size is drawn by the test.

import fc from 'fast-check';
import type { Shape } from '../../../src/engine/onnx/dimension.ts';
import * as ex from '../../../src/engine/onnx/expressions.ts';
import type { Value } from '../../../src/engine/onnx/graph.ts';
import { float, int, type GraphBuilder } from '../../../src/engine/onnx/graphBuilder.ts';
import type { Op } from '../../../src/engine/onnx/operators.ts';
import { expandLike, reshapeFrom } from '../../../src/engine/onnx/runtimeShapes.ts';
import { float32, int64 } from '../../../src/engine/tensor/hostTensor.ts';

/** An operator on operands of random shapes, whose gradients are compared with finite differences. */
export interface GradientCase {
  readonly op: Op;
  readonly claim: string;
  readonly operands: fc.Arbitrary<readonly string[]>;
  /** Letters whose sizes the operator has to know while the graph is built; the others may be symbols. */
  readonly known?: string;
  /** Where the operator is smooth, if that is not everywhere. */
  readonly domain?: readonly [number, number];
  readonly build: (g: GraphBuilder, operands: Value[], draw: Draw) => Value | Value[];
}

/** What a case may ask for beside its operands. */
export interface Draw {
  /** A letter as the graph sees it: its size, or a symbol. */
  readonly dimension: (letter: string) => number | string;
  readonly size: (letter: string) => number;
  /** A whole number below `end`. */
  readonly whole: (end: number) => number;
}

const always = (...operands: string[]): fc.Arbitrary<readonly string[]> => fc.constant(operands);
const anyShape = fc.constantFrom('T', 'T D', 'B T D').map((shape) => [shape]);

/** Two shapes of which either may lack leading axes or have axes of size 1. */
const broadcasting = fc
  .tuple(fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), fc.nat(3), fc.nat(3))
  .map(([ones, skipA, skipB]) => {
    const shape = (skip: number, offset: number): string =>
      ['B', 'T', 'D']
        .map((letter, axis) => (ones[offset + axis] ? '1' : letter))
        .slice(skip)
        .join(' ');
    return [shape(skipA, 0), shape(skipB, 3)];
  });

function unary(op: Op, options: Partial<GradientCase> = {}): GradientCase {
  return { op, claim: op, operands: anyShape, build: (g, [x]) => g.one(op, [x]), ...options };
}

function binary(op: Op, options: Partial<GradientCase> = {}): GradientCase {
  return { op, claim: `${op}, broadcast`, operands: broadcasting, build: (g, [a, b]) => g.one(op, [a, b]), ...options };
}

function reduction(op: 'ReduceLogSumExp' | 'ReduceMax' | 'ReduceMean' | 'ReduceSum'): GradientCase[] {
  const over = (claim: string, axes: number[]): GradientCase => ({
    op,
    claim: `${op} over ${claim}`,
    operands: always('B T D'),
    build: (g, [x]) => ex.reduceAxes(g, op, x!, axes),
  });
  return [over('the last axis', [-1]), over('the first axis', [0]), over('two axes', [0, 2])];
}

function matMuls(): GradientCase[] {
  const shapes = fc.constantFrom(
    ['M K', 'K N'],
    ['B M K', 'B K N'],
    ['B M K', 'K N'],
    ['B M K', '1 K N'],
    ['A B M K', 'B K N'],
  );
  return [
    {
      op: 'MatMul',
      claim: 'MatMul, batches broadcast',
      operands: shapes,
      build: (g, [a, b]) => g.one('MatMul', [a, b]),
    },
  ];
}

/** All ways to read the operands transposed, with and without C and its broadcasting. */
function gemms(): GradientCase[] {
  return [0, 1, 2, 3].map((bits) => {
    const [transA, transB] = [bits & 1, bits >> 1];
    const [a, b] = [transA ? 'K M' : 'M K', transB ? 'N K' : 'K N'];
    return {
      op: 'Gemm',
      claim: `Gemm with transA=${transA}, transB=${transB}`,
      operands: fc.constantFrom([a, b], [a, b, 'N'], [a, b, 'M N'], [a, b, '1 N'], [a, b, 'M 1']),
      build: (g, operands) => {
        const attributes = { alpha: float(0.5), beta: float(-2), transA: int(transA), transB: int(transB) };
        return g.one('Gemm', operands, { attributes });
      },
    };
  });
}

function fusedMatMuls(): GradientCase[] {
  const flags = [0, 1].flatMap((transA) => [0, 1].map((transB) => ({ transA, transB })));
  return flags.flatMap(({ transA, transB }) =>
    [0, 1].map((batch) => ({
      op: 'FusedMatMul' as const,
      claim: `FusedMatMul with transA=${transA}, transB=${transB}, transBatch=${batch}`,
      operands: always(viewed('M', 'K', transA, batch), viewed('K', 'N', transB, batch)),
      build: (g: GraphBuilder, [a, b]: Value[]) => {
        const attributes = {
          transA: int(transA),
          transB: int(transB),
          transBatchA: int(batch),
          transBatchB: int(batch),
        };
        return g.one('FusedMatMul', [a, b], { attributes: { ...attributes, alpha: float(0.25) } });
      },
    })),
  );
}

/** The shape that FusedMatMul reads as B rows columns. */
function viewed(rows: string, columns: string, swap: number, batch: number): string {
  const [first, last] = swap ? [columns, rows] : [rows, columns];
  return batch ? `${first} B ${last}` : `B ${first} ${last}`;
}

function indexings(): GradientCase[] {
  const places = (g: GraphBuilder, shape: number[], whole: () => number): Value =>
    g.constant('places', int64(shape, Array.from({ length: shape.reduce((a, b) => a * b, 1) }, whole)));
  const gatherAt = (axis: number): GradientCase => ({
    op: 'Gather',
    claim: `Gather along axis ${axis}, places repeated`,
    operands: always('V T D'),
    build: (g, [x], { size, whole }) => {
      const picks = places(g, [2, 3], () => whole(size(['V', 'T', 'D'][axis]!)));
      return g.one('Gather', [x, picks], { attributes: { axis: int(axis) } });
    },
  });
  const elementsAt = (axis: number): GradientCase => ({
    op: 'GatherElements',
    claim: `GatherElements along axis ${axis}, places repeated`,
    known: 'T D',
    operands: always('T D'),
    build: (g, [x], { size, whole }) => {
      const shape = axis ? [size('T'), 2] : [2, size('D')];
      const picks = places(g, shape, () => whole(size(axis ? 'D' : 'T')));
      return g.one('GatherElements', [x, picks], { attributes: { axis: int(axis) } });
    },
  });
  const scatterRows = (reduction: 'add' | 'none'): GradientCase => ({
    op: 'ScatterND',
    claim: `ScatterND, ${reduction === 'add' ? 'adding, places repeated' : 'replacing'}`,
    operands: always('V D', 'N D'),
    known: 'V N',
    build: (g, [x, updates], { size, whole }) => {
      const rows = Array.from({ length: size('N') }, (_, i) =>
        reduction === 'add' ? whole(size('V')) : i % size('V'),
      );
      if (reduction === 'none' && size('N') > size('V')) return g.one('Mul', [x, x]);
      const picks = g.constant('rows', int64([size('N'), 1], rows));
      return g.one('ScatterND', [x, picks, updates], { attributes: { reduction: { string: reduction } } });
    },
  });
  const scatterElements = (reduction: 'add' | 'none'): GradientCase => ({
    op: 'ScatterElements',
    claim: `ScatterElements, ${reduction === 'add' ? 'adding, places repeated' : 'replacing'}`,
    operands: always('T D', 'T 1'),
    known: 'T D',
    build: (g, [x, updates], { size, whole }) => {
      const picks = places(g, [size('T'), 1], () => whole(size('D')));
      const attributes = { axis: int(1), reduction: { string: reduction } };
      return g.one('ScatterElements', [x, picks, updates], { attributes });
    },
  });
  return [
    ...[0, 1, 2].map(gatherAt),
    ...[0, 1].map(elementsAt),
    ...(['add', 'none'] as const).flatMap((reduction) => [scatterRows(reduction), scatterElements(reduction)]),
  ];
}

function shapings(): GradientCase[] {
  return [
    {
      op: 'Transpose',
      claim: 'Transpose',
      operands: always('B T D'),
      build: (g, [x]) => ex.transpose(g, x!, [2, 0, 1]),
    },
    {
      op: 'Reshape',
      claim: 'Reshape, where one unknown axis moves',
      operands: always('B T D'),
      known: 'B D',
      build: (g, [x], { size, dimension }) => {
        const rows = size('B') * size('D');
        const T = dimension('T');
        return ex.reshape(g, x!, [typeof T === 'string' ? `${rows}*${T}` : rows * T]);
      },
    },
    {
      op: 'Reshape',
      claim: 'Reshape, where several unknown axes move',
      operands: always('B T D', 'D B T'),
      build: (g, [x, like], { dimension }) => reshapeFrom(g, x!, ['D', 'B', 'T'].map(dimension), like!),
    },
    {
      op: 'Expand',
      claim: 'Expand',
      operands: fc.constantFrom(['1 T 1', 'B T D'], ['1', 'T D'], ['T 1', 'B T D']),
      build: (g, [x, like]) => [expandLike(g, x!, like!), like!],
    },
    {
      op: 'Concat',
      claim: 'Concat of pieces of unknown and of known length',
      operands: always('B T D', 'B N D', 'B 1 D'),
      build: (g, pieces) => ex.concat(g, pieces, 1),
    },
    {
      op: 'Split',
      claim: 'Split, of which one piece is not used',
      operands: always('B T D'),
      known: 'T',
      build: (g, [x], { size }) => {
        const [first, , last] = ex.split(g, ex.concat(g, [x!, x!, x!], 1), 1, [1, size('T'), 2 * size('T') - 1]);
        return [first, last];
      },
    },
  ];
}

function normalisations(): GradientCase[] {
  const attributes = { axis: int(-1), epsilon: float(0.25) };
  const norm = (op: 'SimplifiedLayerNormalization' | 'LayerNormalization', shapes: string[][]): GradientCase => ({
    op,
    claim: op,
    operands: fc.constantFrom(...shapes),
    known: 'D',
    build: (g, operands) => g.one(op, operands, { attributes }),
  });
  return [
    norm('SimplifiedLayerNormalization', [
      ['T D', 'D'],
      ['B T D', 'D'],
    ]),
    norm('LayerNormalization', [
      ['T D', 'D'],
      ['T D', 'D', 'D'],
      ['B T D', 'D', 'D'],
    ]),
    ...[-1, 0, 1].map((axis): GradientCase => ({
      op: 'Softmax',
      claim: `Softmax along axis ${axis}`,
      operands: always('B T D'),
      build: (g, [x]) => g.one('Softmax', [x], { attributes: { axis: int(axis) } }),
    })),
  ];
}

const rotation: GradientCase = {
  op: 'RotaryEmbedding',
  claim: 'RotaryEmbedding of several heads',
  operands: always('1 T D'),
  known: 'T D',
  // Two heads of width 2D, half of which is turned with the other half.
  build: (g, [x], { size }) => {
    const [T, D] = [size('T'), size('D')];
    const angles = Array.from({ length: T * D }, (_, i) => 0.3 + i);
    const table = (name: string, f: (angle: number) => number): Value =>
      g.constant(name, float32([T, D], Float32Array.from(angles, f)));
    const wide = ex.concat(g, [x!, x!, ex.multiply(g, x!, x!), x!], 2);
    const inputs = [wide, g.constant('start', int64([1], [0])), table('cosine', Math.cos), table('sine', Math.sin)];
    return g.one('RotaryEmbedding', inputs, { attributes: { num_heads: int(2) } });
  },
};

const positive = { domain: [0.5, 2] } as const;

/** At least one case for every operator that has a gradient. */
export const gradientCases: readonly GradientCase[] = [
  unary('Abs', positive),
  unary('Abs', { claim: 'Abs of negative numbers', domain: [-2, -0.5] }),
  binary('Add'),
  unary('Cast', { build: (g, [x]) => ex.cast(g, x!, 'float32') }),
  binary('Div', positive),
  unary('Erf'),
  unary('Exp'),
  unary('Gelu'),
  unary('Identity'),
  unary('Log', positive),
  binary('Max'),
  binary('Mul'),
  unary('Neg'),
  unary('QuickGelu'),
  unary('QuickGelu', { claim: 'SiLU', build: (g, [x]) => ex.silu(g, x!) }),
  unary('Sigmoid'),
  unary('Sqrt', positive),
  binary('Sub'),
  unary('Tanh'),
  ...(['ReduceLogSumExp', 'ReduceMax', 'ReduceMean', 'ReduceSum'] as const).flatMap(reduction),
  ...matMuls(),
  ...gemms(),
  ...fusedMatMuls(),
  ...indexings(),
  ...shapings(),
  ...normalisations(),
  rotation,
];

/** A shape in letters as numbers or symbols. */
export function shapeOfLetters(letters: string, dimension: (letter: string) => number | string): Shape {
  return letters === '' ? [] : letters.split(' ').map((letter) => (letter === '1' ? 1 : dimension(letter)));
}
