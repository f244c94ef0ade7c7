import assert from 'node:assert/strict';
import { test } from 'node:test';
import { broadcastShapes, sum, times, type Shape } from '../../../src/engine/onnx/dimension.ts';
import { add, linear, reshape, split, transpose } from '../../../src/engine/onnx/expressions.ts';
import { GraphBuilder } from '../../../src/engine/onnx/graphBuilder.ts';
import { ShapeError } from '../../../src/engine/onnx/operators.ts';

test('sizes add and multiply with symbols among them', () => {
  assert.deepEqual([times('T', 2), times('2*T', 3), times(4, 2), times('T', 1)], ['2*T', '6*T', 8, 'T']);
  assert.deepEqual([sum(['P', 'T']), sum([2, 'T', 3]), sum([2, 3])], ['P+T', 'T+5', 5]);
});

const broadcasts: { a: Shape; b: Shape; result: Shape | undefined }[] = [
  { a: ['T', 4], b: [4], result: ['T', 4] },
  { a: [1, 'T'], b: [8, 1], result: [8, 'T'] },
  { a: ['T', 4], b: ['P', 4], result: undefined },
  { a: [3], b: [4], result: undefined },
];

for (const { a, b, result } of broadcasts) {
  test(`[${a.join()}] and [${b.join()}] broadcast to ${result ? `[${result.join()}]` : 'nothing'}`, () => {
    assert.deepEqual(broadcastShapes(a, b), result);
  });
}

test('a mistake in the model is refused where it is made, by name', () => {
  const g = new GraphBuilder('mistakes');
  const x = g.input('x', 'float32', ['T', 4]);
  const refuse = (build: () => unknown, text: RegExp): void => {
    assert.throws(build, (error: unknown) => error instanceof ShapeError && text.test(error.message));
  };
  refuse(() => linear(g, x, g.parameter('w', [3, 5])), /x \[T, 4\] and w \[3, 5\]/);
  refuse(() => add(g, x, g.input('y', 'float32', [3])), /do not broadcast/);
  refuse(() => reshape(g, g.input('z', 'float32', ['T', 'P']), ['P', 'T']), /two unknown axes/);
});

test('names are unique and say where a value comes from', () => {
  const g = new GraphBuilder('names');
  const x = g.input('x', 'float32', [2, 6]);
  const [a, b] = g.within('layer', () => split(g, x, 1, [2, 4]));
  const c = g.within('layer', () => transpose(g, a, [1, 0]));
  const d = g.within('layer', () => transpose(g, c, [1, 0]));
  assert.deepEqual(
    [a.name, b.name, c.name, d.name],
    ['layer.split', 'layer.split:1', 'layer.transpose', 'layer.transpose_1'],
  );
});

test('a parameter asked for twice is one parameter', () => {
  const g = new GraphBuilder('parameters');
  assert.equal(g.parameter('w', [2, 2]), g.parameter('w', [2, 2]));
  assert.equal(g.finish().parameters.length, 1);
});
