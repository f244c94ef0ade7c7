import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { openDataset } from '../../../../src/engine/data/formats/openDataset.ts';
import { buildChatPrompt } from '../../../../src/engine/text/chatPrompt.ts';
import { chatTemplate } from '../../../../src/engine/text/chatTemplate.ts';
import { encodePrompt, promptIds } from '../../../../src/engine/text/encodePrompt.ts';
import { templatingOf } from '../../../../src/engine/train/recipe/openSamples.ts';
import { answerSamples, type Templating } from '../../../../src/engine/train/samples/answerSamples.ts';
import { textSamples } from '../../../../src/engine/train/samples/textSamples.ts';
import { reference } from '../../checkpoint/reference.ts';
import { inDataFolder, pngOf } from '../../data/formats/dataFolder.ts';

describe('pictures in questions', async () => {
  const templating: Templating = { ...(await templatingOf(reference('tiny-pre'))), weighting: 'token' };
  const { tokenizer, placeholder, config } = templating;
  const template = chatTemplate(config.template);
  const within = async (pictures: number, questions: string[], use: (folder: string) => Promise<void>) => {
    const conversations = questions.flatMap((value) => [
      { from: 'human', value },
      { from: 'gpt', value: 'Yes.' },
    ]);
    const image = ['a.png', 'b.png'].slice(0, pictures);
    const files = { 'a.png': await pngOf([9, 9, 9]), 'b.png': await pngOf([99, 9, 9]) };
    await inDataFolder({ ...files, 'x.json': JSON.stringify([{ image, conversations }]) }, use);
  };
  /** The prompt of each question, as it is learned. */
  const learned = async (folder: string): Promise<number[][]> => {
    const { sequence } = await answerSamples(await openDataset(join(folder, 'x.json')), templating).read(0, 0);
    const [ids, weights] = [Array.from(sequence.ids), Array.from(sequence.weights)];
    const branches = sequence.branches ?? [ids.length];
    return branches.map((begin, i) => {
      const own = ids.slice(begin, branches[i + 1]).filter((_, at) => weights[begin + at] === 0);
      return [...ids.slice(0, branches[0]).filter((_, at) => weights[at] === 0), ...own];
    });
  };
  /** The prompt that `hovle ask` and the panels send. */
  const sent = (pictures: number, text: string, tokens: number): number[] => {
    const counts = Array.from({ length: pictures }, () => tokens);
    const pieces = buildChatPrompt(template, [{ role: 'user', text, images: counts }]);
    return promptIds(encodePrompt(tokenizer, template, pieces), placeholder, counts);
  };
  const check = (pictures: number, asked: string[], as: string[]) => () =>
    within(pictures, asked, async (folder) => {
      const prompts = await learned(folder);
      const tokens = prompts[0]!.filter((id) => id === placeholder).length / Math.max(1, pictures);
      assert.deepEqual(
        prompts,
        as.map((text) => sent(pictures, text, tokens)),
      );
    });

  const two = 'Image-1: <image>\nImage-2: <image>\n';
  for (const [pictures, question] of [
    [1, '<image>\nWhat?'],
    [1, 'What?'],
    [1, 'What?\n<image>'],
    [1, 'What does <image> show?'],
    [2, `${two}Differ?`],
    [2, '<image>\n<image>\nDiffer?'],
    [2, 'Is <image> redder than <image>?'],
    [2, 'Differ?'],
    [2, 'Is it in <image>?'],
  ] as const)
    test(`${JSON.stringify(question)} reads as it is asked`, check(pictures, [question], [question]));

  test('a usual mark leads all questions', check(1, ['<image>\nWhat?', 'Sure?'], ['What?', 'Sure?']));
  test('a mark at the end leads several questions', check(1, ['What?\n<image>', 'Sure?'], ['What?', 'Sure?']));
  test('labels lead all questions', check(2, [`${two}Differ?`, 'Sure?'], [`${two}Differ?`, `${two}Sure?`]));
  const plain = '<image>\n<image>\n';
  test('marks lead all questions', check(2, [`${plain}Differ?`, 'Sure?'], [`${plain}Differ?`, `${plain}Sure?`]));

  const refused = (pictures: number, questions: string[], reason: RegExp) => () =>
    within(pictures, questions, (folder) => assert.rejects(learned(folder), reason));
  test('more marks than pictures are refused', refused(1, ['<image>\n<image>\nWhat?'], /marks places for 2 .* has 1/));
  test('so are marks without pictures', refused(0, ['<image>\nWhat?'], /marks places for 1 .* has 0/));
  test('so are pictures of later questions', refused(2, ['<image>\nWhat?', '<image>\nAnd?'], /picture of its own/));
  test(
    'so are questions whose pictures cannot lead',
    refused(1, ['What does <image> show?', 'Sure?'], /different places/),
  );

  test('texts have no marks', () =>
    within(1, ['What?\n<image>'], async (folder) => {
      const { sequence } = await textSamples(await openDataset(join(folder, 'x.json')), templating).read(0, 0);
      assert.match(tokenizer.decode(Array.from(sequence.ids)), /What\?/);
      assert.doesNotMatch(tokenizer.decode(Array.from(sequence.ids)), /image/);
    }));
});
