import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { ExtensionError } from '../../../src/extension/extensionError.ts';
import type { ExtensionErrorCode } from '../../../src/extension/extensionError.ts';
import { asksModel, parseCell } from '../../../src/extension/notebook/cell.ts';
import type { Cell } from '../../../src/extension/notebook/cell.ts';
import { directives } from '../../../src/extension/notebook/directives.ts';

const allDirectives = [
  ...['%model hovle-nano', '%temperature 0.5', '%max_tokens 256', '%seed 7', '%device CPU', '%precision int4'],
  ...['%max_tiles 12', '%top_k 40', '%top_p 0.9', '%min_p 0.05', '%continue', 'Why?'],
].join('\n');

const badLines = [
  ...['%temperature hot', '%temperature -1', '%temperature', '%temperature 1e1', '%max_tokens 0', '%max_tokens 1.5'],
  ...['%seed -1', '%seed 4294967296', '%device gpu', '%precision int2', '%max_tiles 0', '%top_k -1', '%top_p 0'],
  ...['%top_p 1.1', '%min_p 1', '%continue yes', '%model'],
];

describe('pictures and the question', () => {
  check('a question alone', 'What is HoVLE?', { question: 'What is HoVLE?' });
  check('a picture before the question needs no mark', '![](cat.png)\nWhat is this?', {
    images: ['cat.png'],
    question: 'What is this?',
  });
  check('several pictures before the question need no mark', '![](a.png) ![](b.png)\n\nWhat changed?', {
    images: ['a.png', 'b.png'],
    question: 'What changed?',
  });
  check('a picture inside the question leaves its mark', 'Is ![](a.png) a cat?', {
    images: ['a.png'],
    question: 'Is <image> a cat?',
  });
  check('where one picture stands inside, each leaves its mark', '![](a.png) Is it like ![](b.png)?', {
    images: ['a.png', 'b.png'],
    question: '<image> Is it like <image>?',
  });
  check('a picture after the question leaves its mark', 'What is this?\n![](cat.png)', {
    images: ['cat.png'],
    question: 'What is this?\n<image>',
  });
  check('line ends of Windows', '%seed 7\r\n![](cat.png)\r\nWhat is this?\r\n', {
    options: { seed: 7 },
    images: ['cat.png'],
    question: 'What is this?',
  });
});

describe('addresses of pictures', () => {
  checkAddress('a title is no part of it', '![a cat](cat.png "My cat")', 'cat.png');
  checkAddress('spaces between angle brackets', '![](<my cat.png>)', 'my cat.png');
  checkAddress('parentheses in pairs', '![](cat_(1).png)', 'cat_(1).png');
  checkAddress('an escaped parenthesis', '![](cat\\).png)', 'cat).png');
  checkAddress('a Windows path', '![](pictures\\cat.png)', 'pictures\\cat.png');
  checkAddress('brackets in the description', '![a [small] cat](cat.png)', 'cat.png');
  checkAddress('an attachment', '![image.png](attachment:image.png)', 'attachment:image.png');
  checkAddress('spaces around', '![]( cat.png )', 'cat.png');
  const data = `data:image/png;base64,${'A'.repeat(8_000_000)}`;
  checkAddress('eight megabytes of data, quickly', `![](${data})`, data);
});

describe('what is no picture stays in the question', () => {
  for (const text of ['![no address]', '![]()', '\\![](cat.png) what?', '![a](b c.png) what?', '[link](cat.png) what?'])
    check(text, text, { question: text });
});

describe('directives', () => {
  check('all of them', allDirectives, {
    options: {
      ...{ model: 'hovle-nano', temperature: 0.5, maxTokens: 256, seed: 7, device: 'cpu', precision: 'int4' },
      ...{ maxTiles: 12, topK: 40, topP: 0.9, minP: 0.05, continues: true },
    },
    question: 'Why?',
  });
  check('a model folder with spaces', '%model /my models/hovle\nWhy?', {
    options: { model: '/my models/hovle' },
    question: 'Why?',
  });
  check('the last of two counts', '%seed 1\n%seed 2\nWhy?', { options: { seed: 2 }, question: 'Why?' });
  check('an escaped percent sign is text', '\\%seed is an option?', { question: '%seed is an option?' });
  check('a percent sign within a line is text', 'Is 5 %seed?', { question: 'Is 5 %seed?' });
});

describe('mistakes are explained', () => {
  const known = Object.keys(directives);
  checkError('an unknown directive', 'Why?\n%modle x', 'cell/unknown-directive', { name: 'modle', line: 2, known });
  checkError('a name from the object prototype', '%constructor', 'cell/unknown-directive', {
    ...{ name: 'constructor', line: 1, known },
  });
  checkError('no question', '%seed 7\n![](cat.png)\n', 'cell/no-question', undefined);
  checkError('an empty cell', ' \n', 'cell/no-question', undefined);
  for (const line of badLines)
    checkError(line, `${line}\nWhy?`, 'cell/bad-value', {
      ...{ name: line.slice(1).split(' ')[0], value: line.split(' ').slice(1).join(' '), line: 1 },
      wanted: directives[line.slice(1).split(' ')[0] ?? '']?.wanted,
    });
  test('the sentence names the line, the directive and what exists', () => {
    assert.throws(() => parseCell('Why?\n%modle x'), /Line 2: %modle is not known\. Known are %model, %temperature,/);
  });
});

const specials = '![](<>)"\\% a\n1'.match(/[^]/g) ?? [];

test('any text is either read or refused with a sentence', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...specials, '%seed ', '![](') }), (text) => {
      try {
        parseCell(text);
      } catch (error) {
        assert.ok(error instanceof ExtensionError);
      }
    }),
  );
});

test('text without special characters comes through as it is', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[\w,.? ]*\w[\w,.? ]*$/), (text) => {
      assert.equal(parseCell(text).question, text.trim());
    }),
  );
});

function check(claim: string, text: string, expected: Partial<Cell>) {
  test(claim, () => {
    const { names: _, ...cell } = parseCell(text);
    assert.deepEqual(cell, { options: {}, images: [], ...expected });
  });
}

function checkAddress(claim: string, image: string, expected: string) {
  test(claim, () => assert.deepEqual(parseCell(`${image}\nWhat?`).images, [expected]));
}

function checkError(claim: string, text: string, code: ExtensionErrorCode, details: unknown) {
  test(claim, () =>
    assert.throws(
      () => parseCell(text),
      (error: ExtensionError) => {
        assert.equal(error.code, code);
        assert.deepEqual(error.details, details);
        return true;
      },
    ),
  );
}

test('a cell asks a model for words unless it trains, measures or looks into pictures, even where it cannot be read', () => {
  const asking = ['What is this?', '%temperature hot\nWhy?', '%json {}', '%each\nWhy?', '50 %train', '\\%train a.yaml'];
  for (const text of asking) assert.ok(asksModel(text), text);
  for (const text of ['%train', '%seed 7\r\n%train a.yaml\r\n', '%evaluate nano-world', '%embed', '%map cat\nWhy?'])
    assert.ok(!asksModel(text), text);
});
