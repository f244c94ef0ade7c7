import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { differentiate } from '../../../src/engine/autodiff/differentiate.ts';
import { GradientError } from '../../../src/engine/autodiff/gradientRule.ts';
import { gradients } from '../../../src/engine/autodiff/gradients.ts';
import { seededRandom } from '../../../src/engine/generate/seededRandom.ts';
import { add, multiply, reduceAxes, reshape } from '../../../src/engine/onnx/expressions.ts';
import type { Graph, Value } from '../../../src/engine/onnx/graph.ts';
import { GraphBuilder } from '../../../src/engine/onnx/graphBuilder.ts';
import { operators, type Op } from '../../../src/engine/onnx/operators.ts';
import { gradientCases, shapeOfLetters, type GradientCase } from './gradientCases.ts';
import { interpret } from './interpreter.ts';
import { count, type NdArray } from './ndArray.ts';
import { runInFloat32 } from './runInFloat32.ts';

/** What is drawn for a case: sizes for its letters, which of them are symbols to the graph, and numbers. */
interface Drawn {
  readonly operands: readonly string[];
  readonly sizes: readonly number[];
  readonly symbols: readonly boolean[];
  readonly seed: number;
}

const alphabet = 'ABDKMNTV';

function drawn({ operands }: GradientCase): fc.Arbitrary<Drawn> {
  const perLetter = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
    fc.array(one, { minLength: alphabet.length, maxLength: alphabet.length });
  const sizes = perLetter(fc.integer({ min: 1, max: 4 }));
  return fc.record({ operands, sizes, symbols: perLetter(fc.boolean()), seed: fc.nat() });
}

interface Problem {
  readonly graph: Graph;
  readonly feeds: Record<string, NdArray>;
  readonly operands: readonly string[];
}

/** A graph with the outputs `loss`, a random weighting of the operator's results, and `d0`, `d1` …, its gradients. */
function problem(one: GradientCase, { operands, sizes, symbols, seed }: Drawn): Problem {
  const random = seededRandom(seed);
  const g = new GraphBuilder('case');
  const size = (letter: string): number => sizes[alphabet.indexOf(letter)]!;
  const isSymbol = (letter: string): boolean => symbols[alphabet.indexOf(letter)]! && !one.known?.includes(letter);
  const dimension = (letter: string): number | string => (isSymbol(letter) ? letter : size(letter));
  const inputs = operands.map((letters, i) => g.input(`x${i}`, 'float32', shapeOfLetters(letters, dimension)));
  const whole = (end: number): number => Math.floor(random() * end);
  const outputs = [one.build(g, inputs, { dimension, size, whole })].flat();
  g.output('loss', weightedSum(g, outputs));
  const loss = g.nodes.at(-1)!.inputs[0]!;
  differentiate(g, loss, inputs).forEach((gradient, i) => g.output(`d${i}`, gradient));
  const [low, high] = one.domain ?? [-1.5, 1.5];
  const feeds = Object.fromEntries(
    operands.map((letters, i) => {
      const shape = shapeOfLetters(letters, size).map(Number);
      return [`x${i}`, { shape, data: new Float64Array(count(shape)).map(() => low + (high - low) * random()) }];
    }),
  );
  return { graph: g.finish(), feeds, operands };
}

/** Σ sin(k·y) over all results: every number counts, and with a different weight. */
function weightedSum(g: GraphBuilder, outputs: readonly Value[]): Value {
  const terms = outputs.map((output, i) => {
    const bent = multiply(g, output, g.one('Tanh', [multiply(g, output, g.scalar(0.3 + 0.1 * i))]));
    const all = output.shape.map((_, axis) => axis);
    return reshape(g, reduceAxes(g, 'ReduceSum', bent, all), []);
  });
  return terms.reduce((a, b) => add(g, a, b));
}

const step = 1e-5;

function finiteDifferences({ graph, feeds }: Problem, name: string): Float64Array {
  const x = feeds[name]!;
  const lossAt = (i: number, delta: number): number => {
    const data = x.data.slice();
    data[i]! += delta;
    return interpret(graph, { ...feeds, [name]: { shape: x.shape, data } }).get('loss')!.data[0]!;
  };
  return x.data.map((_, i) => (lossAt(i, step) - lossAt(i, -step)) / (2 * step));
}

function assertClose(found: ArrayLike<number>, expected: ArrayLike<number>, limit: number, what: string): void {
  assert.equal(found.length, expected.length, `${what}: length`);
  const largest = Math.max(1, ...Array.from(expected, Math.abs));
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(found[i]! - expected[i]!);
    assert.ok(difference <= limit * largest, `${what}[${i}]: ${found[i]} instead of ${expected[i]}`);
  }
}

for (const one of gradientCases) {
  test(`the gradient of ${one.claim} is what finite differences give`, () => {
    fc.assert(
      fc.property(drawn(one), (values) => {
        const made = problem(one, values);
        const results = interpret(made.graph, made.feeds);
        made.operands.forEach((_, i) => {
          assert.deepEqual(results.get(`d${i}`)!.shape, made.feeds[`x${i}`]!.shape);
          assertClose(results.get(`d${i}`)!.data, finiteDifferences(made, `x${i}`), 1e-6, `d${i}`);
        });
      }),
      { numRuns: 30 },
    );
  });

  test(`the runtime computes ${one.claim} and its gradient as defined`, async () => {
    await fc.assert(
      fc.asyncProperty(drawn(one), async (values) => {
        const { graph, feeds } = problem(one, values);
        const expected = interpret(graph, feeds);
        const found = await runInFloat32(graph, feeds);
        for (const { name } of graph.outputs) assertClose(found[name]!, expected.get(name)!.data, 2e-5, name);
      }),
      { numRuns: 5 },
    );
  });
}

const withoutGradient: readonly Op[] = ['Equal', 'GreaterOrEqual', 'Shape', 'Sign'];
const notTrained: readonly Op[] = [
  'GroupQueryAttention',
  'MatMulIntegerToFloat',
  'MatMulNBits',
  'QuantizeLinear',
  'SkipSimplifiedLayerNormalization',
];

test('every operator has a case here, or has no gradient, or says that it is not for training', () => {
  const checked = new Set<Op>([...gradientCases.map(({ op }) => op), ...withoutGradient, ...notTrained]);
  assert.deepEqual(
    Object.keys(operators).filter((op) => !checked.has(op as Op)),
    [],
  );
});

for (const op of notTrained) {
  test(`${op} refuses to be differentiated, by name`, () => {
    const g = new GraphBuilder('refused');
    const x = g.input('x', 'float32', [2]);
    const node = { name: 'layer.product', op, inputs: [x], outputs: [x], attributes: {} };
    assert.throws(
      () => gradients[op](g, node, x),
      (error) =>
        error instanceof GradientError && error.message.includes('layer.product') && error.message.includes(op),
    );
  });
}
