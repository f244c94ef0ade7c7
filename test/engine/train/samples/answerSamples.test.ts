import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openCheckpoint } from '../../../../src/engine/checkpoint/openCheckpoint.ts';
import { readConfig } from '../../../../src/engine/model/readConfig.ts';
import { buildChatPrompt } from '../../../../src/engine/text/chatPrompt.ts';
import { chatTemplate } from '../../../../src/engine/text/chatTemplate.ts';
import { encodePrompt, promptIds } from '../../../../src/engine/text/encodePrompt.ts';
import { readTokenizer } from '../../../../src/engine/text/readTokenizer.ts';
import { partsOf } from '../../../../src/engine/train/batch/sequence.ts';
import type { Answer } from '../../../../src/engine/train/nextTokenLoss.ts';
import { answerOf, type Weighting } from '../../../../src/engine/train/samples/answerSamples.ts';
import { reference } from '../../checkpoint/reference.ts';

describe('an example as a sequence', async () => {
  const checkpoint = await openCheckpoint(reference('tiny-pre'));
  await checkpoint.close();
  const config = readConfig(checkpoint.configText);
  const tokenizer = await readTokenizer(reference('tiny-pre'));
  const placeholder = config.layout === 'hovle' ? config.imageTokenId : 0;
  const template = chatTemplate(config.template);
  const picture = { width: 30, height: 20, rgb: new Uint8Array(1800).fill(90) };
  const example = (...answers: string[]) => ({
    pictures: [picture],
    turns: answers.map((answer, i) => ({ question: `What is thing ${i}?`, answer })),
    task: 'things',
  });
  const write = (answers: string[], weighting: Weighting = 'token'): Answer =>
    answerOf(example(...answers), { config, tokenizer, placeholder, weighting });
  /** What each question's branch sees, and which of it is learned. */
  const seen = ({ ids, weights, branches = [] }: Answer): { ids: number[]; learned: number[] }[] => {
    const { shared, own } = partsOf(ids.length, branches);
    const all = own.length > 0 ? own : [{ begin: ids.length, end: ids.length }];
    const places = all.map(({ begin, end }) =>
      Array.from(ids, (_, i) => i).filter((i) => i < shared.end || (i >= begin && i < end)),
    );
    return places.map((part) => ({
      ids: part.map((i) => ids[i]!),
      learned: part.filter((i) => weights[i] !== 0).map((i) => ids[i]!),
    }));
  };

  for (const answers of [['one'], ['one', 'two of them'], ['yes', 'no', '<|im_end|> is text']]) {
    test(`${answers.length} question(s): each reads as if it were asked alone, and only its answer is learned`, () => {
      for (const [i, { ids, learned }] of seen(write(answers)).entries()) {
        const pieces = buildChatPrompt(template, [{ role: 'user', text: `What is thing ${i}?`, images: [picture] }]);
        const encoded = encodePrompt(tokenizer, template, pieces);
        const tiles = ids.filter((id) => id === placeholder).length;
        assert.deepEqual(ids.slice(0, -learned.length), promptIds(encoded, placeholder, [tiles]));
        assert.equal(learned.at(-1), tokenizer.idOf('<|im_end|>'));
        assert.equal(tokenizer.decode(learned.slice(0, -1)), answers[i]);
      }
    });
  }

  test('an answer counts as the weighting says', () => {
    const total = (weighting: Weighting) =>
      Array.from(write(['a rather long answer'], weighting).weights).reduce((sum, weight) => sum + weight, 0);
    const tokens = total('token');
    assert.ok(tokens > 3);
    assert.ok(Math.abs(total('root') - Math.sqrt(tokens)) < 1e-9);
    assert.ok(Math.abs(total('answer') - 1) < 1e-9);
  });

  test('without pictures there are no pixels', () => {
    const { pixels } = answerOf(
      { ...example('x'), pictures: [] },
      { config, tokenizer, placeholder, weighting: 'root' },
    );
    assert.equal(pixels, undefined);
  });
});
