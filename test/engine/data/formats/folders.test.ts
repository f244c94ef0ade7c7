import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { openDataset } from '../../../../src/engine/data/formats/openDataset.ts';
import { inDataFolder, pngOf } from './dataFolder.ts';
import { firstPixel, golden, llava, outcomes, readAll, red, rejectsWith } from './openedData.ts';

describe('folders', () => {
  it('of pictures are read with the captions beside them, in the order of their names', async () =>
    inDataFolder(
      { 'b.PNG': await pngOf(red), 'in/a.png': await pngOf([0, 0, 0]), 'b.txt': 'a red flag\n', 'notes.md': 'no' },
      async (folder) => {
        const [first, second] = await readAll(await openDataset(folder));
        assert.equal(first?.turns[0]?.answer, 'a red flag');
        assert.deepEqual([firstPixel(second!), second?.turns.length], [[0, 0, 0], 0]);
      },
    ));

  it('of shards are read one after another', async () =>
    inDataFolder(
      {
        '1.jsonl': JSON.stringify(llava('x', undefined, 'Hi?', 'One.')),
        '2.tar': await readFile(`${golden}/ustar.tar`),
        'x.bin': 'no',
      },
      async (folder) => {
        assert.deepEqual(await outcomes(await openDataset(folder)), ['One.', 'a red square', 'green']);
      },
    ));

  describe('of records beside their pictures', () => {
    const record = llava('a', 'images/a.png', '<image>\nWhich?', 'Red.');
    const check = async (files: { [name: string]: string }, expected: string[]): Promise<void> =>
      inDataFolder({ ...files, 'images/a.png': await pngOf(red), 'images/a.txt': 'a caption' }, async (folder) => {
        assert.deepEqual(await outcomes(await openDataset(folder)), expected);
      });

    it('are read as the records say, and not as pictures', async () => {
      await check({ 'train.json': JSON.stringify([record]), 'README.md': 'About.' }, ['Red.']);
      await check({ 'train.jsonl': JSON.stringify(record) }, ['Red.']);
      const meta = { a: { root: '', annotation: 'notes/a.jsonl' } };
      await check({ 'meta.json': JSON.stringify(meta), 'notes/a.jsonl': JSON.stringify(record) }, ['Red.']);
    });

    it('are read as pictures where JSON is about other things', async () => {
      const files = { 'package.json': '{"name": "x"}', 'captions.json': '{"a.png": "A."}', 'sizes.json': '[6, 4]' };
      await check({ ...files, 'log.jsonl': '{"step": 1}', 'empty.json': '[]' }, ['a caption']);
      await check({ ...files, 'train.json': JSON.stringify([record]) }, ['Red.']);
    });

    it('are refused where their records are damaged', () =>
      rejectsWith('data/bad-file', () => check({ 'train.json': '[{"image": ' }, [])));

    it('have bad records like any other', () =>
      check({ 'x.json': JSON.stringify([{}, { ...record, image: 'no.png' }, record]) }, [
        'data/bad-record',
        'image/missing',
        'Red.',
      ]));
  });

  it('of packed files alone, and packed files, say so', () =>
    inDataFolder({ 'a.tar.gz': 'x', 'x.json': '{}' }, async (folder) => {
      await rejectsWith('data/packed', () => openDataset(folder));
      await rejectsWith('data/packed', () => openDataset(join(folder, 'a.tar.gz')));
    }));

  it('of other JSON alone say so', () =>
    inDataFolder({ 'package.json': '{}' }, (folder) => rejectsWith('data/other-json', () => openDataset(folder))));

  it('of nothing readable are refused', () =>
    inDataFolder({ 'x.bin': 'no' }, async (folder) => {
      await rejectsWith('data/empty', () => openDataset(folder));
      await rejectsWith('data/unknown-format', () => openDataset(join(folder, 'x.bin')));
    }));
});

describe('text', () => {
  it('is cut into pieces between paragraphs and words, and nothing is lost', async () => {
    const words = Array.from({ length: 3000 }, (_, at) => `word${at}`);
    const text = `${words.slice(0, 100).join(' ')}\n\n${words.slice(100).join(' ')}`;
    await inDataFolder({ 'book.txt': text }, async (folder) => {
      const examples = await readAll(await openDataset(join(folder, 'book.txt')));
      const pieces = examples.map(({ turns }) => turns[0]!.answer);
      assert.ok(pieces.every((piece) => piece.length <= 2000) && pieces.length > 10);
      assert.deepEqual(pieces.join(' ').split(/\s+/), words);
    });
  });
});

describe('text without empty lines', () => {
  const piecesOf = async (text: string): Promise<string[]> => {
    const pieces: string[] = [];
    await inDataFolder({ 'book.txt': text }, async (folder) => {
      const examples = await readAll(await openDataset(join(folder, 'book.txt')));
      pieces.push(...examples.map(({ turns }) => turns[0]!.answer));
    });
    return pieces;
  };

  it('is read however long it is', async () => {
    const line = 'some words of a line of text';
    const pieces = await piecesOf(`${line}\n`.repeat(700_000));
    assert.ok(pieces.length > 9000 && pieces.length < 20_000, `${pieces.length}`);
    assert.ok(pieces.every((piece) => piece.startsWith(line) && piece.endsWith(line) && piece.length <= 2000));
  });

  it('and without lines or spaces is cut where it must be', async () => {
    assert.deepEqual(
      (await piecesOf('x'.repeat(4500))).map(({ length }) => length),
      [2000, 2000, 500],
    );
  });
});
