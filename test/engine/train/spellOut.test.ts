import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { seededRandom } from '../../../src/engine/generate/seededRandom.ts';
import { float, GraphBuilder, int } from '../../../src/engine/onnx/graphBuilder.ts';
import type { Graph } from '../../../src/engine/onnx/graph.ts';
import { encodeModel } from '../../../src/engine/onnx/encodeModel.ts';
import { multiply, reduceAxes } from '../../../src/engine/onnx/expressions.ts';
import { DeviceSession } from '../../../src/engine/session/deviceSession.ts';
import { float32, int64, type HostTensor } from '../../../src/engine/tensor/hostTensor.ts';
import { spellOut } from '../../../src/engine/train/spellOut.ts';
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
    for (const one of [graph, spellOut(graph, 'webgpu')]) {
      const session = await openGraph(one, { device: 'cpu', threads: 1 });
      results.push(
        await session.run(
          { x },
          graph.outputs.map(({ name }) => name),
        ),
      );
      await session.close();
    }
    assert.ok(spellOut(graph, 'webgpu').nodes.every(({ outputs }) => outputs.length === 1));
    for (const { name } of graph.outputs) {
      const [kernel, spelt] = results.map((result) => result[name]!.data as Float32Array);
      assert.ok(kernel!.some((value) => value !== 0));
      for (const [i, value] of kernel!.entries()) assert.ok(Math.abs(value - spelt![i]!) < 1e-5, `${name}[${i}]`);
    }
  });
}

const spelt = {
  'log Σ eˣ, of large numbers too,': (g: GraphBuilder) => {
    const x = g.input('x', 'float32', ['T', 6]);
    return reduceAxes(g, 'ReduceLogSumExp', multiply(g, x, g.scalar(60)), [1]);
  },
  'a product of transposed matrices with a factor': (g: GraphBuilder) => {
    const x = g.input('x', 'float32', ['T', 6]);
    return g.one('FusedMatMul', [x, x], { attributes: { transA: int(1), alpha: float(0.3) } });
  },
  'a product with a transposed right side': (g: GraphBuilder) => {
    const x = g.input('x', 'float32', ['T', 6]);
    return g.one('FusedMatMul', [x, x], { attributes: { transB: int(1) } });
  },
};

test('rows that are added to a table, many to one, are products where the device would lose some', async () => {
  const [T, V, D] = [3000, 700, 3];
  const g = new GraphBuilder('table');
  const table = g.input('table', 'float32', [V, D]);
  const inputs = [table, g.input('places', 'int64', ['T', 1]), g.input('rows', 'float32', ['T', D])];
  g.output('result', g.one('ScatterND', inputs, { attributes: { reduction: { string: 'add' } } }));
  const spelt = spellOut(g.finish(), 'webgpu');
  assert.ok(spelt.nodes.every(({ op }) => op !== 'ScatterND'));
  const random = seededRandom(6);
  const numbers = (length: number) => Float32Array.from({ length }, () => Math.round(64 * random() - 32) / 16);
  const places = Array.from({ length: T }, () => (random() < 0.5 ? 5 : Math.floor(V * random())));
  const [before, rows] = [numbers(V * D), numbers(T * D)];
  const session = await openGraph(spelt, { device: 'cpu', threads: 1 });
  const feeds = { table: float32([V, D], before), places: int64([T, 1], places), rows: float32([T, D], rows) };
  const { result } = await session.run(feeds, ['result']);
  await session.close();
  const expected = before.slice();
  // Sums of sixteenths have no rounding.
  for (const [row, place] of places.entries())
    for (let i = 0; i < D; i++) expected[place * D + i]! += rows[row * D + i]!;
  const plain = (array: Float32Array) => array.map((value) => value + 0);
  assert.deepEqual(plain(result!.data as Float32Array), plain(expected));
});

for (const [what, build] of Object.entries(spelt)) {
  test(`${what} spelt out is what the kernel gives`, async () => {
    const g = new GraphBuilder('spelt');
    g.output('result', build(g));
    const graph = g.finish();
    const words = spellOut(graph, 'webgpu');
    assert.ok(words.nodes.length > graph.nodes.length);
    const random = seededRandom(4);
    const x = float32(
      [4, 6],
      Float32Array.from({ length: 24 }, () => 4 * random() - 1),
    );
    const [kernel, other] = [await kernelResult(graph, x), await kernelResult(words, x)];
    for (const [i, value] of kernel.entries()) assert.ok(Math.abs(value - other[i]!) <= 1e-6 * Math.abs(value), what);
  });
}

/** What a graph gives as it stands. */
async function kernelResult(graph: Graph, x: HostTensor): Promise<Float32Array> {
  const file = join(await mkdtemp(join(tmpdir(), 'spelt-')), 'spelt.onnx');
  const encoded = encodeModel(graph, () => {
    throw new TypeError('Nothing is stored.');
  });
  await writeFile(file, encoded);
  const session = await DeviceSession.open(file, { device: 'cpu', threads: 1 });
  const { result } = await session.run({ x }, ['result']);
  await session.close();
  await rm(dirname(file), { recursive: true });
  return result!.data as Float32Array;
}
