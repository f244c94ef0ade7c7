import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Example, ExampleSource } from '../../../../src/engine/data/example.ts';
import { drawStep, firstPosition } from '../../../../src/engine/train/loop/draws.ts';
import { readDraws } from '../../../../src/engine/train/loop/loader.ts';
import { templatingOf } from '../../../../src/engine/train/recipe/openSamples.ts';
import { answerSamples, type Templating } from '../../../../src/engine/train/samples/answerSamples.ts';
import { untaughtLessons } from '../../../../src/engine/train/samples/lessonSamples.ts';
import type { SampleSource } from '../../../../src/engine/train/samples/sample.ts';
import { textSamples } from '../../../../src/engine/train/samples/textSamples.ts';
import { reference } from '../../checkpoint/reference.ts';

const length = 5;
const turns = ['one', 'two', 'three'].map((answer) => ({ question: 'Say.', answer }));
const picture = { width: 6, height: 4, rgb: new Uint8Array(72) };
const example: Example = { pictures: [picture], turns, task: 't' };
const examples: ExampleSource = { name: 'x', length, read: async () => example };

describe('a source that is gone through several times', async () => {
  const templating: Templating = { ...(await templatingOf(reference('tiny-pre'))), weighting: 'token' };
  /** What each record became, round after round. */
  const readRounds = async (source: SampleSource, seed: number, rounds: number): Promise<number[][][]> => {
    const rule = {
      seed,
      samplesPerStep: length * rounds,
      sources: [{ weight: 1, length }],
      earlierShare: 0,
    };
    const { draws } = drawStep(rule, firstPosition(rule), 0);
    // As a run keeps them in its state, to go on from.
    const kept = JSON.parse(JSON.stringify(draws)) as typeof draws;
    const { samples, rejected } = await readDraws([source], kept, 4096);
    assert.deepEqual(rejected, []);
    return Array.from({ length }, (_, index) =>
      samples.filter(({ draw }) => draw.index === index).map(({ sample }) => Array.from(sample.sequence.ids)),
    );
  };
  const different = (all: readonly number[][]): number => new Set(all.map(String)).size;

  test('has every turn of a record among its texts', async () => {
    const records = await readRounds(textSamples(examples, templating), 7, turns.length);
    for (const texts of records) assert.equal(different(texts), turns.length);
  });

  test('has other random words beside a picture each time, and with each seed, and the same with the same', async () => {
    const lessons = untaughtLessons(examples, templating);
    const [seven, again, eight] = [
      (await readRounds(lessons, 7, 3)).flat(),
      (await readRounds(lessons, 7, 3)).flat(),
      (await readRounds(lessons, 800_000_000, 3)).flat(),
    ];
    assert.deepEqual(seven, again);
    assert.equal(different([...seven, ...eight]), 2 * 3 * length);
  });

  test('has texts without a question, which are no answers', async () => {
    const plain = {
      ...examples,
      read: async () => ({ ...example, pictures: [], turns: [{ question: '', answer: 'Once.' }] }),
    };
    const [[text = []] = []] = await readRounds(textSamples(plain, templating), 7, 1);
    assert.deepEqual(text, templating.tokenizer.encodeParts([{ text: 'Once.' }]));
    await assert.rejects(answerSamples(plain, templating).read(0, 0), /question is empty/);
  });
});
