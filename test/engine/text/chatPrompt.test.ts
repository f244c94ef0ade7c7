import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hasCode } from '../../../src/engine/api/errors.ts';
import {
  buildChatPrompt,
  expandedPromptText,
  promptText,
  type PromptTurn,
} from '../../../src/engine/text/chatPrompt.ts';
import { chatTemplate } from '../../../src/engine/text/chatTemplate.ts';

const template = chatTemplate('internlm2-chat');
const user = (text: string, pictures = 0): PromptTurn => ({ role: 'user', text, images: Array(pictures).fill('p') });
const assistant = (text: string): PromptTurn => ({ role: 'assistant', text });

describe('pictures without a place go in front of their turn', () => {
  const cases: [name: string, turns: PromptTurn[], shown: string, images: number[]][] = [
    ['none', [user('Why?')], 'u:Why?', []],
    ['one', [user('What is it?', 1)], 'u:<image>\nWhat is it?', [0]],
    ['one, placed', [user('Is <image> a cat?', 1)], 'u:Is <image> a cat?', [0]],
    ['two', [user('Compare.', 2)], 'u:Image-1: <image>\nImage-2: <image>\nCompare.', [0, 1]],
    ['two, placed', [user('<image> or <image>?', 2)], 'u:<image> or <image>?', [0, 1]],
    ['three, one placed', [user('Like <image>?', 3)], 'u:Image-1: <image>\nImage-2: <image>\nLike <image>?', [0, 1, 2]],
    ['two, one placed', [user('Like <image>?', 2)], 'u:<image>\nLike <image>?', [0, 1]],
    ['a placeholder too many', [user('<image> <image>', 1), user('Why?')], 'u:<image> <image> u:Why?', [0]],
    ['a placeholder only', [user('Say <image>.')], 'u:Say <image>.', []],
    [
      'a second turn with one',
      [user('What?', 1), assistant('A cat.'), user('And this?', 1)],
      'u:<image>\nWhat? a:A cat. u:<image>\nAnd this?',
      [0, 1],
    ],
    [
      'a second turn with two, which count on',
      [user('What?', 1), assistant('A cat.'), user('And?', 2)],
      'u:<image>\nWhat? a:A cat. u:Image-2: <image>\nImage-3: <image>\nAnd?',
      [0, 1, 2],
    ],
    [
      'a placeholder in an answer',
      [user('What?', 1), assistant('<image>'), user('Why?')],
      'u:<image>\nWhat? a:<image> u:Why?',
      [0],
    ],
  ];
  for (const [name, turns, shown, images] of cases)
    test(name, () => {
      const pieces = buildChatPrompt(template, turns, 'S');
      assert.equal(promptText(pieces), `<|im_start|>system\nS<|im_end|>${written(shown)}<|im_start|>assistant\n`);
      assert.deepEqual(
        pieces.flatMap((piece) => (piece.kind === 'image' ? [piece.image] : [])),
        images,
      );
    });
});

test('expanded, every picture has its tokens between two of their own', () => {
  const pieces = buildChatPrompt(template, [user('<image> <image> <image>?', 2)], '');
  assert.ok(
    expandedPromptText(template, pieces, [2, 1]).includes(
      'user\n<img><IMG_CONTEXT><IMG_CONTEXT></img> <img><IMG_CONTEXT></img> <image>?<|im_end|>',
    ),
  );
});

test('an unknown template is refused with the known ones', () => {
  assert.throws(
    () => chatTemplate('phi3-chat'),
    (error) =>
      hasCode(error, 'chat/unknown-template') &&
      error.details.template === 'phi3-chat' &&
      error.message.includes('Known are internlm2-chat.'),
  );
});

describe('a conversation must end with a question', () => {
  for (const turns of [[], [user('Hi'), assistant('Hello')]])
    test(`${turns.length} turns, the last not the user's`, () => {
      assert.throws(
        () => buildChatPrompt(template, turns),
        (error) => hasCode(error, 'chat/no-question'),
      );
    });
  for (const text of ['', ' \n\t', '<image>', '<image>\n<image> '])
    test(JSON.stringify(text), () => {
      assert.throws(
        () => buildChatPrompt(template, [user(text, 1)]),
        (error) => hasCode(error, 'prompt/empty'),
      );
    });
});

/** `u:` and `a:` begin a turn; turns are joined by a space. */
function written(shown: string): string {
  const roles = { u: 'user', a: 'assistant' };
  return shown
    .split(/ (?=[ua]:)/)
    .map((turn) => `<|im_start|>${roles[turn[0] as 'u' | 'a']}\n${turn.slice(2)}<|im_end|>`)
    .join('');
}
