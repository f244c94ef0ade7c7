import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../../../src/engine/generate/seededRandom.ts';
import { float, GraphBuilder, int } from '../../../src/engine/onnx/graphBuilder.ts';
import type { Graph } from '../../../src/engine/onnx/graph.ts';
import { float32 } from '../../../src/engine/tensor/hostTensor.ts';
import { explicitStatistics } from '../../../src/engine/train/explicitStatistics.ts';
import { openGraph } from '../../../src/engine/train/openGraph.ts';

const norms = { SimplifiedLayerNormalization: ['r'], LayerNormalization: ['mean', 'r'] } as const;

/** A norm of rows [T, 6] that shows its statistics. */
function normGraph(op: keyof typeof norms): Graph {
  const g = new GraphBuilder(op);
  const x = g.input('x', 'float32', ['T', 6]);
  const ones = g.constant('ones', float32([6], new Float32Array(6).fill(1)));
  const narrow = { dtype: 'float32' as const, shape: ['T', 1] };
  const target = [{ dtype: 'float32' as const, shape: x.shape }, ...norms[op].map(() => narrow)];
  const attributes = { axis: int(-1), epsilon: float(0.01) };
  for (const [i, value] of g.add(op, [x, ones], { attributes, target }).entries()) g.output(`result.${i}`, value);
  return g.finish();
}

for (const op of ['SimplifiedLayerNormalization', 'LayerNormalization'] as const) {
  test(`the statistics of ${op} spelt out are those of its kernel`, async () => {
    const random = seededRandom(3);
    const x = float32(
      [4, 6],
      Float32Array.from({ length: 24 }, () => 4 * random() - 1),
    );
    const graph = normGraph(op);
    const results = [];
    for (const one of [graph, explicitStatistics(graph)]) {
      const session = await openGraph(one, { device: 'cpu', threads: 1 });
      results.push(
        await session.run(
          { x },
          graph.outputs.map(({ name }) => name),
        ),
      );
      await session.close();
    }
    assert.ok(explicitStatistics(graph).nodes.every(({ outputs }) => outputs.length === 1));
    for (const { name } of graph.outputs) {
      const [kernel, spelt] = results.map((result) => result[name]!.data as Float32Array);
      assert.ok(kernel!.some((value) => value !== 0));
      for (const [i, value] of kernel!.entries()) assert.ok(Math.abs(value - spelt![i]!) < 1e-5, `${name}[${i}]`);
    }
  });
}
