import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { EngineError } from '../../../../src/engine/api/errors.ts';
import type { Example, ExampleSource } from '../../../../src/engine/data/example.ts';
import { readTokenizer } from '../../../../src/engine/text/readTokenizer.ts';
import { makeTokenizer, tokenizerFile } from '../../../../src/engine/train/tokenizer/makeTokenizer.ts';
import { refused } from '../../checkpoint/refused.ts';
import { temporaryFolder } from '../../checkpoint/temporaryFolder.ts';

const answers = ['square', 'circle', 'red', 'a rare zeppelin'];

/** Level 1 alone asks for sizes. */
const source: ExampleSource = {
  name: 'shapes',
  read: (index, level = 0): Promise<Example> => {
    const answer = answers[index % 200 === 4 ? 3 : index % 3]!;
    const turns = [{ question: level === 0 ? 'Which shape is it?' : 'Which size is the shape?', answer }];
    return Promise.resolve({ pictures: [], turns, task: 'shapes/shape' });
  },
};

test('a tokenizer is made of the examples of all levels, and of sentences', async (t) => {
  const folder = await temporaryFolder(t);
  const corpus = { examples: [{ source, levels: 2 }], sentences: ['Is the elephant grey?'], longPieces: 200 };
  const { vocabularySize } = await makeTokenizer(folder, corpus);
  const tokenizer = await readTokenizer(folder);
  assert.equal(tokenizer.vocabularySize, vocabularySize);
  const piecesOf = (text: string): (string | undefined)[] =>
    tokenizer.encodeParts([{ text }], { bos: false }).map((id) => tokenizer.pieceOf(id));
  assert.deepEqual(piecesOf('a size elephant shape'), ['a', '▁size', '▁elephant', '▁shape']);
  assert.deepEqual(piecesOf('square'), ['square']);
  assert.deepEqual(piecesOf('zepp'), ['z', 'e', 'p', 'p']);
  assert.deepEqual(piecesOf('red'), ['r', 'e', 'd']);
});

test('the file that stands for a tokenizer is written when all others are there', async (t) => {
  const folder = await temporaryFolder(t);
  await mkdir(join(folder, 'tokenizer_config.json'));
  const corpus = { examples: [{ source, levels: 1 }], sentences: [], longPieces: 10 };
  await refused(() => makeTokenizer(folder, corpus), 'disk/is-folder');
  assert.equal(existsSync(join(folder, tokenizerFile)), false);
});

test('a source with an end is read from its beginning to its end, bad records are not', async (t) => {
  for (const length of [30, 100, 5000]) {
    const read: number[] = [];
    const finite: ExampleSource = {
      ...source,
      length,
      read: async (index, level) => {
        if (index >= length) throw new Error(`${index} is past the end`);
        read.push(index);
        if (index % 10 === 3) throw new EngineError('data/empty', { path: 'x' });
        return source.read(index, level);
      },
    };
    const corpus = { examples: [{ source: finite, levels: 1 }], sentences: [], longPieces: 200 };
    const { vocabularySize } = await makeTokenizer(await temporaryFolder(t), corpus);
    assert.ok(vocabularySize > 256);
    assert.equal(new Set(read).size, Math.min(length, 100));
    assert.ok(Math.max(...read) >= length * 0.9 - 1, `${Math.max(...read)} of ${length}`);
  }
});

test('a fault that is no record’s ends the making of a tokenizer', async (t) => {
  const broken: ExampleSource = { ...source, read: () => Promise.reject(new Error('a fault')) };
  const corpus = { examples: [{ source: broken, levels: 1 }], sentences: [], longPieces: 200 };
  await assert.rejects(makeTokenizer(await temporaryFolder(t), corpus), /a fault/);
});
