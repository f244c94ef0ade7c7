import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Answer } from '../../../src/engine/api/answerApi.ts';
import { hasCode } from '../../../src/engine/api/errors.ts';
import { readBoxes } from '../../../src/engine/tools/boxes.ts';
import { imageToolNames, imageTools, type ImageToolName } from '../../../src/engine/tools/imageTools.ts';
import { checkInput } from '../../../src/engine/tools/inputSchema.ts';
import { runImageTool } from '../../../src/engine/tools/runImageTool.ts';
import { answer } from '../host/fakeEngine.ts';

/** Runs a tool whose model says `says` of a picture of 640 × 440. */
function run(name: ImageToolName, input: unknown, says: string, changes: Partial<Answer> = {}) {
  return runImageTool(name, input, {
    openImage: async (path) => ({ path }),
    wordings: async () => ({}),
    compareImages: () => assert.fail('Nothing is compared.'),
    ask: async ({ question, images }) => ({
      ...answer({ model: '/models/some-model', turns: [{ role: 'user', text: question, images }] }, says),
      images: images.map(() => ({
        path: 'a.png',
        width: 640,
        height: 440,
        grid: [1, 1] as [number, number],
        tiles: 1,
      })),
      ...changes,
    }),
  });
}

const boxes: [answer: string, expected: number[][]][] = [
  ['<ref>a star</ref><box>[[250, 500, 750, 1000]]</box>', [[160, 220, 480, 440]]],
  ['a star[[250, 500, 750, 1000]]', [[160, 220, 480, 440]]],
  [
    '[[0,0,1000,1000],[1,2,3,4]]',
    [
      [0, 0, 640, 440],
      [1, 1, 2, 2],
    ],
  ],
  ['[[500, 500, 400, 900]] and [[0, 0, 1001, 10]]', []],
  ['at the left', []],
];

for (const [text, expected] of boxes)
  test(`the boxes in ${JSON.stringify(text)} are ${JSON.stringify(expected)} in pixels`, () => {
    const found = readBoxes(text, { width: 640, height: 440 });
    assert.deepEqual(
      found.map(({ left, top, right, bottom }) => [left, top, right, bottom]),
      expected,
    );
  });

test('a box lies in the picture, whatever a model writes', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.nat(1200), { minLength: 4, maxLength: 4 })),
      fc.integer({ min: 1, max: 9000 }),
      (all, side) => {
        const found = readBoxes(JSON.stringify(all), { width: side, height: side });
        return found.every(
          ({ left, top, right, bottom }) =>
            0 <= left && left <= right && right <= side && top <= bottom && bottom <= side,
        );
      },
    ),
  );
});

test('places are told in words and as data', async () => {
  const { text, data } = await run('locate', { image: 'a.png', what: 'a star' }, '<box>[[250, 500, 750, 1000]]</box>', {
    trained: true,
  });
  assert.equal(text, 'From (160, 220) to (480, 440), in pixels from the top left.\n\n(some-model, fp32 on cpu)');
  assert.deepEqual(data.boxes, [{ left: 160, top: 220, right: 480, bottom: 440 }]);
});

test('a model that cannot point is quoted', async () => {
  const { text, data } = await run('locate', { image: 'a.png', what: 'a star' }, 'at the left', { trained: true });
  assert.match(text, /^The model pointed at no place\. It answered: at the left\n/);
  assert.deepEqual(data.boxes, []);
});

test('an answer says when it is noise, and when it was cut', async () => {
  const { text } = await run('read_text', { image: 'a.png' }, 'xyz', { trained: false, finish: 'length' });
  assert.match(text, /untrained: its answer is noise.*cut at the limit/s);
});

test('each kind of image is asked about in its own way', () => {
  const kinds = imageTools.describe_image.inputSchema.properties.kind.enum;
  const questions = kinds.map((kind) => imageTools.describe_image.ask({ image: 'a.png', kind }).question);
  assert.equal(new Set(questions).size, kinds.length);
});

test('whatever comes as input is read or refused with request/invalid, and a tool can ask about what is read', () => {
  fc.assert(
    fc.property(fc.constantFrom(...imageToolNames), inputs, (name, input) => {
      const { inputSchema, ask } = imageTools[name];
      try {
        const { question, images } = ask(checkInput(inputSchema, input));
        assert.ok(question.length > 0 && images.length > 0 && images.every((image) => image.length > 0));
      } catch (error) {
        if (!hasCode(error, 'request/invalid')) throw error;
      }
    }),
  );
});

const paths = fc.oneof(fc.string(), fc.constant('a.png'), fc.array(fc.string()), fc.anything());
const inputs = fc.oneof(
  fc.anything(),
  fc.record({ image: paths, images: paths, what: paths, question: paths, kind: paths }, { requiredKeys: [] }),
);
