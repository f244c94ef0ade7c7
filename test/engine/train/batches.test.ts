import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Answer } from '../../../src/engine/train/nextTokenLoss.ts';
import type { Gradients, Rows } from '../../../src/engine/train/trainer.ts';
import { randomAnswer, tinyTrainer } from './tinyTrainer.ts';

/** Equal up to what summing in another order changes. */
function assertSame(found: Gradients, expected: Gradients): void {
  assert.ok(Math.abs(found.loss - expected.loss) <= 1e-5 * Math.abs(expected.loss), `${found.loss} ${expected.loss}`);
  for (const [name, gradient] of expected.of) {
    const largest = gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const other = found.of.get(name)!;
    const difference = gradient.reduce((most, value, i) => Math.max(most, Math.abs(value - other[i]!)), 0);
    assert.ok(difference <= 1e-5 * largest, `${name}: ${difference} of ${largest}`);
  }
}

for (const name of ['tiny-pre', 'tiny-post'] as const) {
  describe(`batches of ${name}`, async () => {
    const { trainer, config } = await tinyTrainer(name);
    const [a, b, c, d] = [
      randomAnswer(config, { seed: 1, tiles: 1, words: 9, learned: 4 }),
      randomAnswer(config, { seed: 2, tiles: 0, words: 5, learned: 2 }),
      randomAnswer(config, { seed: 3, tiles: 2, words: 12, learned: 1 }),
      randomAnswer(config, { seed: 4, tiles: 1, words: 3, learned: 2 }),
    ];
    const gradients = (...runs: Rows<Answer>[]): Promise<Gradients> => trainer.gradients(runs);
    const alone = await gradients([[a], [b], [c], [d]]);

    test('sequences packed into one row do not see each other', async () => {
      assertSame(await gradients([[a, b, c, d]]), alone);
      assertSame(
        await gradients([
          [c, a],
          [d, b],
        ]),
        alone,
      );
    });

    test('gradients of several runs add up to those of one', async () => {
      assertSame(await gradients([[a], [b]], [[c, d]]), alone);
      assertSame(await gradients([[b]], [[d]], [[a]], [[c]]), alone);
    });

    test('a batch without pictures can be learned from', async () => {
      const { loss, of } = await gradients([[b]]);
      assert.ok(Number.isFinite(loss));
      assert.ok(of.get('embedding_model.vision_embeddings.patch_embedding.weight')!.every((value) => value === 0));
    });

    test('words of weight zero teach nothing', async () => {
      const halved: Answer = { ...a, weights: Array.from(a.weights, (weight) => weight / 2) };
      assertSame(await gradients([[halved]]), await gradients([[a]]));
      const silent: Answer = { ...c, weights: Array.from(c.weights, () => 0) };
      assertSame(await gradients([[a], [silent]]), await gradients([[a]]));
    });

    test('branches of a sequence share its beginning and do not see each other', async () => {
      const [shared, ...ends] = [b, c, d].map((_, i) =>
        randomAnswer(config, { seed: 5 + i, tiles: i === 0 ? 2 : 0, words: 6, learned: i && 3 }),
      );
      const follow = (one: Answer, rest: Answer): Answer => ({
        ...one,
        ids: [...Array.from(one.ids), ...Array.from(rest.ids)],
        weights: [...Array.from(one.weights), ...Array.from(rest.weights)],
      });
      const length = shared!.ids.length;
      const branched = {
        ...follow(follow(shared!, ends[0]!), ends[1]!),
        branches: [length, length + ends[0]!.ids.length],
      };
      const apart = ends.map((end) => follow(shared!, end));
      assertSame(await gradients([[branched, a]]), await gradients([apart, [a]]));
    });

    test('what is examined has the loss and the scores of what is learned', async () => {
      const { loss, scores } = await trainer.gradients([[[a, b], [c]]]);
      assert.deepEqual(await trainer.examine([[[a, b], [c]]]), { loss, scores });
      assert.deepEqual(
        scores.map((answers) => answers.map(({ tokens }) => tokens)),
        [[4], [2], [1]],
      );
    });

    test('closing', () => trainer.close());
  });
}
