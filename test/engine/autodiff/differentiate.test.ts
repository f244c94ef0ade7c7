import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differentiate } from '../../../src/engine/autodiff/differentiate.ts';
import { GradientError } from '../../../src/engine/autodiff/gradientRule.ts';
import { add, linear, multiply, reduceAxes, reshape } from '../../../src/engine/onnx/expressions.ts';
import type { Value } from '../../../src/engine/onnx/graph.ts';
import { GraphBuilder } from '../../../src/engine/onnx/graphBuilder.ts';
import { prune } from '../../../src/engine/onnx/prune.ts';
import { interpret } from './interpreter.ts';

const sum = (g: GraphBuilder, x: Value): Value =>
  reshape(
    g,
    reduceAxes(
      g,
      'ReduceSum',
      x,
      x.shape.map((_, axis) => axis),
    ),
    [],
  );

function gradientAt(build: (g: GraphBuilder, x: Value) => Value, at: number): number {
  const g = new GraphBuilder('scalar');
  const x = g.input('x', 'float32', []);
  const [gradient] = differentiate(g, build(g, x), [x]);
  g.output('gradient', gradient!);
  const results = interpret(g.finish(), { x: { shape: [], data: Float64Array.of(at) } });
  return results.get('gradient')!.data[0]!;
}

test('a value that is read several times adds up its gradients', () => {
  assert.equal(
    gradientAt((g, x) => add(g, multiply(g, x, x), x), 3),
    7,
  );
  assert.equal(
    gradientAt((g, x) => multiply(g, multiply(g, x, x), multiply(g, x, x)), 2),
    32,
  );
});

test('the gradient with respect to an intermediate value is what arrives at it', () => {
  const g = new GraphBuilder('inner');
  const x = g.input('x', 'float32', []);
  const inner = multiply(g, x, x);
  const [gradient] = differentiate(g, multiply(g, inner, inner), [inner]);
  g.output('gradient', gradient!);
  const results = interpret(g.finish(), { x: { shape: [], data: Float64Array.of(3) } });
  assert.equal(results.get('gradient')!.data[0], 18);
});

test('what the loss does not depend on has a gradient of zero', () => {
  const g = new GraphBuilder('apart');
  const [x, y] = [g.input('x', 'float32', ['T', 2]), g.input('y', 'float32', [2])];
  const [gradient] = differentiate(g, sum(g, y), [x]);
  g.output('gradient', gradient!);
  const feeds = {
    x: { shape: [2, 2], data: Float64Array.of(1, 2, 3, 4) },
    y: { shape: [2], data: Float64Array.of(5, 6) },
  };
  assert.deepEqual(interpret(g.finish(), feeds).get('gradient')!, { shape: [2, 2], data: new Float64Array(4) });
});

test('nothing is computed for what does not learn', () => {
  const g = new GraphBuilder('frozen');
  const x = g.input('x', 'float32', ['T', 4]);
  const [first, second] = [g.parameter('first', [4, 4]), g.parameter('second', [4, 4])];
  const hidden = linear(g, x, first);
  const loss = sum(g, linear(g, hidden, second));
  const [gradient] = differentiate(g, loss, [second]);
  g.output('loss', loss);
  g.output('gradient', gradient!);
  const products = prune(g.finish()).nodes.filter(({ op }) => op === 'Gemm');
  assert.deepEqual(
    products.map(({ inputs }) => inputs[1]?.name),
    ['first', 'second', hidden.name],
  );
});

test('only a scalar can be made small', () => {
  const g = new GraphBuilder('vector');
  const x = g.input('x', 'float32', [3]);
  assert.throws(
    () => differentiate(g, x, [x]),
    (error) => error instanceof GradientError && /x is no scalar/.test(error.message),
  );
});
