import assert from 'node:assert/strict';
import { test } from 'node:test';
import { add, multiply } from '../../../src/engine/onnx/expressions.ts';
import { GraphBuilder } from '../../../src/engine/onnx/graphBuilder.ts';
import { resultsLast } from '../../../src/engine/onnx/resultsLast.ts';

test('what leads to one result alone comes last, what was built first at the very end; the rest stays in its order', () => {
  const g = new GraphBuilder('chain');
  const x = g.input('x', 'float32', []);
  const first = multiply(g, x, x);
  g.output('early', add(g, first, x));
  const second = multiply(g, first, first);
  g.output('late', add(g, second, x));
  g.output('both', add(g, first, second));
  const { nodes, outputs } = resultsLast(g.finish());
  assert.deepEqual(
    nodes.map(({ name }) => name),
    ['mul', 'mul_1', 'add_2', 'both', 'add_1', 'late', 'add', 'early'],
  );
  assert.deepEqual(
    outputs.map(({ name }) => name),
    ['early', 'late', 'both'],
  );
});

test('every node still comes after what it reads', () => {
  const g = new GraphBuilder('order');
  let value = g.input('x', 'float32', []);
  for (let i = 0; i < 5; i++) {
    value = multiply(g, value, value);
    g.output(`result${i}`, add(g, add(g, value, value), value));
  }
  const known = new Set<string>(['x']);
  for (const { inputs, outputs } of resultsLast(g.finish()).nodes) {
    for (const input of inputs) assert.ok(input && known.has(input.name), input?.name);
    for (const { name } of outputs) known.add(name);
  }
});
