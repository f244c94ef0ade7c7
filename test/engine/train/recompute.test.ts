import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Graph, Node } from '../../../src/engine/onnx/graph.ts';
import { adapted } from '../../../src/engine/train/adapters/adapted.ts';
import { gradientGraph } from '../../../src/engine/train/gradientGraph.ts';
import { instruct } from '../../../src/engine/train/stages/instruct.ts';
import { randomAnswer, tinyTrainer } from './tinyTrainer.ts';

const stages = { all: instruct, adapters: adapted(instruct, { rank: 4, scale: 2 }) };

for (const [name, learns] of [
  ['tiny-pre', 'all'],
  ['tiny-post', 'all'],
  ['tiny-pre', 'adapters'],
] as const)
  test(`computed again, the layers of ${name} give the gradients that they give when they are kept: ${learns} learn`, async () => {
    const stage = stages[learns];
    const [kept, again] = [await tinyTrainer(name, { stage }), await tinyTrainer(name, { stage, recompute: true })];
    const { config } = kept;
    const rows = [
      [
        randomAnswer(config, { seed: 1, tiles: 1, words: 9, learned: 4 }),
        randomAnswer(config, { seed: 2, tiles: 2, words: 12, learned: 3 }),
      ],
      [randomAnswer(config, { seed: 3, tiles: 0, words: 5, learned: 2 })],
    ];
    const [expected, found] = [await kept.trainer.gradients([rows]), await again.trainer.gradients([rows])];
    assert.equal(found.loss, expected.loss);
    assert.deepEqual([...found.of.keys()], [...expected.of.keys()]);
    // The same operators on the same numbers, one thread: the same to the bit.
    for (const [tensor, gradient] of expected.of) assert.deepEqual(found.of.get(tensor), gradient, tensor);
    await kept.trainer.close();
    await again.trainer.close();
  });

for (const name of ['tiny-pre', 'tiny-post'] as const)
  test(`computed again, the layers of ${name} keep one value each, what leaves them, and only the last keeps all`, async () => {
    const { trainer, config } = await tinyTrainer(name);
    await trainer.close();
    const inner = (recompute: boolean): number[] => {
      const kept = keptByLayer(gradientGraph(instruct, config, { recompute }).graph);
      return [...kept].flatMap(([layer, values]) => (layer === `language.${config.language.layers - 1}` ? [] : values));
    };
    const count = config.embedding.layers + config.language.layers - 1;
    assert.ok(inner(false).every((values) => values > 10));
    assert.deepEqual(inner(true), new Array(count).fill(1));
  });

/** How many values of each layer the way back reads that the way forward has made; lists of sizes do not count. */
function keptByLayer({ nodes }: Graph): Map<string, number> {
  const isBack = ({ name }: Node): boolean => name.startsWith('gradient.');
  const made = new Set(nodes.filter((node) => !isBack(node)).flatMap(({ outputs }) => outputs));
  const read = new Set(nodes.filter(isBack).flatMap(({ inputs }) => inputs));
  const kept = new Map<string, number>();
  for (const value of read) {
    const layer = value && made.has(value) && value.dtype === 'float32' && /^[a-z]+\.\d+(?=\.)/.exec(value.name)?.[0];
    if (layer) kept.set(layer, (kept.get(layer) ?? 0) + 1);
  }
  return kept;
}
