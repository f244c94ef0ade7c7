import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CompareRequest } from '../../../src/engine/api/imageApi.ts';
import type { Wordings } from '../../../src/engine/api/wordings.ts';
import { runImageTool } from '../../../src/engine/tools/runImageTool.ts';
import type { AskedByTool } from '../../../src/engine/tools/toolSurroundings.ts';
import { answer } from '../host/fakeEngine.ts';

const size = { width: 640, height: 440 };
const pixels = {
  count: 9,
  share: 0.1,
  tolerance: 0,
  largest: 9,
  places: 1,
  boxes: [{ x: 1, y: 2, width: 3, height: 3 }],
};
const difference = { before: size, after: size, pixels, hasMoreFrames: false };

/** Has pictures compared by a model that was taught so. */
async function compare(images: string[], wordings: Wordings, question?: string) {
  const asked: AskedByTool[] = [];
  const measured: CompareRequest[] = [];
  const input = { images, ...(question !== undefined && { question }) };
  const result = await runImageTool('compare_images', input, {
    openImage: async (path) => ({ path: `/p/${path}` }),
    wordings: async () => wordings,
    compareImages: async (request) => {
      measured.push(request);
      return difference;
    },
    ask: async (question) => {
      const says = `answer ${asked.push(question)}`;
      const request = { model: '/models/some-model', turns: [] };
      return { ...answer(request, says), trained: true };
    },
  });
  return { ...result, asked, measured };
}

test('two pictures are measured before the model is asked about both, and both are told', async () => {
  const { text, data, asked, measured } = await compare(['a.png', 'b.png'], {});
  assert.deepEqual(measured, [{ before: { path: '/p/a.png' }, after: { path: '/p/b.png' } }]);
  assert.deepEqual(
    asked.map(({ images }) => images),
    [[{ path: '/p/a.png' }, { path: '/p/b.png' }]],
  );
  assert.match(text, /^Of 640 × 440 pixels 10\.0 % differ .*3 × 3 at \(1, 2\).*\n\nanswer 1\n\n\(some-model, /);
  assert.deepEqual([data.difference, data.answers], [difference, undefined]);
});

test('of three pictures none is measured against another', async () => {
  const { text, data, measured } = await compare(['a.png', 'b.png', 'c.png'], {});
  assert.deepEqual([measured, data.difference], [[], undefined]);
  assert.match(text, /^answer 1\n/);
});

test('a model that looks at one picture at a time is asked about each, not what sets them apart', async () => {
  const { text, data, asked } = await compare(['a.png', 'b.png'], { pictures: 1 }, 'Which is red?');
  assert.deepEqual(
    asked.map(({ images, occasion }) => [images, occasion]),
    [
      [[{ path: '/p/a.png' }], 'caption'],
      [[{ path: '/p/b.png' }], 'caption'],
    ],
  );
  assert.doesNotMatch(asked.map(({ question }) => question).join(), /differ|red/);
  assert.match(text, /some-model looks at one picture at a time.*\n\na\.png: answer 1\nb\.png: answer 2\n\n/);
  assert.deepEqual(data.answers, [
    { image: 'a.png', answer: 'answer 1' },
    { image: 'b.png', answer: 'answer 2' },
  ]);
  assert.deepEqual([data.answer, data.difference], ['a.png: answer 1\nb.png: answer 2', difference]);
});

test('one that learned two is asked about two at once, and about each of three', async () => {
  assert.equal((await compare(['a.png', 'b.png'], { pictures: 2 })).asked.length, 1);
  const { text, asked } = await compare(['a.png', 'b.png', 'c.png'], { pictures: 2 });
  assert.equal(asked.length, 3);
  assert.match(text, /some-model looks at 2 pictures at a time\. Of 3, it is asked/);
});
