import assert from 'node:assert/strict';
import { test } from 'node:test';
import { add } from '../../../src/engine/onnx/expressions.ts';
import { fuseResidualNorms } from '../../../src/engine/onnx/fuseResidualNorms.ts';
import type { Graph } from '../../../src/engine/onnx/graph.ts';
import { float, GraphBuilder, int } from '../../../src/engine/onnx/graphBuilder.ts';
import type { Value } from '../../../src/engine/onnx/graph.ts';
import { nameResults } from '../../../src/engine/onnx/nameResults.ts';

const operatorsOf = ({ nodes }: Graph): string[] => nodes.map(({ op }) => op);

function norm(g: GraphBuilder, x: Value): Value {
  const attributes = { axis: int(-1), epsilon: float(1e-5), stash_type: int(1) };
  return g.one('SimplifiedLayerNormalization', [x, g.parameter('weight', [4])], { attributes });
}

function residual(second: readonly (string | number)[]): Graph {
  const g = new GraphBuilder('residual');
  const sum = add(g, g.input('a', 'float32', ['T', 4]), g.input('b', 'float32', second));
  const normed = norm(g, sum);
  g.output('result', add(g, sum, normed));
  return g.finish();
}

test('a sum that is normalised next is one node, which still gives the sum', () => {
  const fused = fuseResidualNorms(residual(['T', 4]));
  assert.deepEqual(operatorsOf(fused), ['SkipSimplifiedLayerNormalization', 'Add', 'Identity']);
  const [first, second] = fused.nodes;
  assert.deepEqual(
    second?.inputs.map((value) => value?.name),
    [first?.outputs[3]?.name, first?.outputs[0]?.name],
  );
});

test('a sum that broadcasts stays as it is: the kernel takes equal shapes only', () => {
  const graph = residual([4]);
  assert.deepEqual(fuseResidualNorms(graph), graph);
});

test('a result is named by the node that makes it, and others that read it follow', () => {
  const g = new GraphBuilder('named');
  const x = g.input('x', 'float32', ['T', 4]);
  const made = add(g, x, x);
  g.output('first', made);
  g.output('second', add(g, made, x));
  const named = nameResults(g.finish());
  assert.deepEqual(operatorsOf(named), ['Add', 'Add']);
  assert.deepEqual(
    named.nodes.flatMap(({ outputs }) => outputs.map(({ name }) => name)),
    ['first', 'second'],
  );
  assert.equal(named.nodes[1]?.inputs[0]?.name, 'first');
});

test('what was fed keeps its copy, and one value under two names too', () => {
  const g = new GraphBuilder('copies');
  const x = g.input('x', 'float32', ['T', 4]);
  g.output('fed', x);
  const made = add(g, x, x);
  g.output('one', made);
  g.output('other', made);
  assert.deepEqual(operatorsOf(nameResults(g.finish())), ['Identity', 'Add', 'Identity']);
});
