import assert from 'node:assert/strict';
import { readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { isEngineError } from '../../../../src/engine/api/errors.ts';
import { openDataset } from '../../../../src/engine/data/formats/openDataset.ts';
import { inDataFolder, pngOf } from './dataFolder.ts';
import { firstPixel, golden, llava, outcomes, readAll, red, rejectsWith } from './openedData.ts';

describe('conversations in JSON', () => {
  const records = [
    llava('a', 'red.png', '<image>\nWhich colour?', 'Red.', 'Sure?', 'Yes.'),
    llava('b', undefined, 'What is two and two?', 'Four.'),
    llava('c', ['red.png', 'red.png'], '<image>\n<image>\nSame?', 'Yes.'),
  ];
  const written = {
    'list.json': JSON.stringify(records),
    'lines.jsonl': `${records.map((each) => JSON.stringify(each)).join('\n')}\n\n`,
  };

  for (const name of Object.keys(written))
    it(`are read from ${name}: pictures, questions without marks, answers`, async () =>
      inDataFolder({ ...written, 'red.png': await pngOf(red) }, async (folder) => {
        const [a, b, c] = await readAll(await openDataset(join(folder, name)));
        assert.deepEqual(firstPixel(a!), red);
        assert.deepEqual(a!.turns, [
          { question: 'Which colour?', answer: 'Red.' },
          { question: 'Sure?', answer: 'Yes.' },
        ]);
        assert.deepEqual([b!.pictures.length, c!.pictures.length], [0, 2]);
        assert.equal(b!.turns[0]?.answer, 'Four.');
      }));

  it('may call things otherwise: messages, a system line, question and answer, caption', async () => {
    const lines = [
      {
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'Hi?' },
          { role: 'assistant', content: 'Ho.' },
        ],
      },
      { question: 'Hi?', answer: 'Ho.' },
      { caption: ' Ho. ' },
    ];
    await inDataFolder({ 'x.jsonl': lines.map((line) => JSON.stringify(line)).join('\n') }, async (folder) => {
      assert.deepEqual(await outcomes(await openDataset(join(folder, 'x.jsonl'))), ['Ho.', 'Ho.', 'Ho.']);
    });
  });
});

describe('conversations in JSON that cannot be read', () => {
  it('a bad record is refused by itself, and says which it was', async () => {
    const lines = [
      '{"id": 1',
      '[1, 2]',
      JSON.stringify(llava('no answer', undefined, 'Hi?')),
      JSON.stringify({
        conversations: [
          { from: 'gpt', value: 'First.' },
          { from: 'human', value: 'Second?' },
        ],
      }),
      JSON.stringify({ conversations: [{ from: 'cat', value: 'Meow.' }] }),
      JSON.stringify(llava('escape', '../../etc/passwd', 'Hi?', 'Ho.')),
      JSON.stringify(llava('absolute', '/etc/passwd', 'Hi?', 'Ho.')),
      JSON.stringify(llava('gone', 'gone.png', 'Hi?', 'Ho.')),
      JSON.stringify(llava('no picture', 'text.txt', 'Hi?', 'Ho.')),
      JSON.stringify(llava('good', undefined, 'Hi?', 'Ho.')),
    ];
    await inDataFolder({ 'x.jsonl': lines.join('\r\n'), 'text.txt': 'no picture' }, async (folder) => {
      const source = await openDataset(join(folder, 'x.jsonl'));
      const bad = 'data/bad-record';
      const outside = 'data/outside';
      const expected = [bad, bad, bad, bad, bad, outside, outside, 'image/missing', 'image/not-an-image', 'Ho.'];
      assert.deepEqual(await outcomes(source), expected);
      await assert.rejects(source.read(4), /line 5 .*nobody is called cat/);
    });
  });

  it('a line is counted as editors do, with empty ones', async () =>
    inDataFolder({ 'x.jsonl': '\n{"caption": "Ho."}\r\n\n \n7\n' }, async (folder) => {
      const source = await openDataset(join(folder, 'x.jsonl'));
      await assert.rejects(source.read(1), /line 5 /);
    }));

  it('a file that is no JSON, or no list, is refused as a whole', async () =>
    inDataFolder({ 'broken.json': '[{]', 'number.json': '7', 'empty.jsonl': '\n\n' }, async (folder) => {
      await rejectsWith('data/bad-file', () => openDataset(join(folder, 'broken.json')));
      await rejectsWith('data/other-json', () => openDataset(join(folder, 'number.json')));
      await rejectsWith('data/empty', () => openDataset(join(folder, 'empty.jsonl')));
      await rejectsWith('disk/missing', () => openDataset(join(folder, 'nothing.jsonl')));
    }));

  it('a list too large to be read whole is refused with the way to lines, which may be of any size', async () =>
    inDataFolder({ 'x.json': '[' }, async (folder) => {
      const file = join(folder, 'x.json');
      await truncate(file, 500e6);
      await assert.rejects(openDataset(file), /0\.50 GB.* up to 0\.42 GB.* jq -c '\.\[\]' '.*x\.json' > '.*x\.jsonl'/);
      await rejectsWith('data/list-too-large', () => openDataset(folder));
    }));

  it('a line longer than any is refused before it fills the memory', async () =>
    inDataFolder({ 'x.jsonl': 'x'.repeat(5 * 2 ** 20) }, (folder) =>
      rejectsWith('data/too-large', () => openDataset(join(folder, 'x.jsonl'))),
    ));
});

describe("InternVL's list of files", () => {
  const lines = ['one', 'two', 'three', 'four'].map((word) =>
    JSON.stringify(llava(word, 'p.png', '<image>\nSay.', word)),
  );
  const files = async (meta: object) => ({
    'meta.json': JSON.stringify(meta),
    'notes/a.jsonl': lines.join('\n'),
    'pictures/p.png': await pngOf(red),
  });
  const entry = { root: 'pictures/', annotation: 'notes/a.jsonl', data_augment: false, length: 4 };

  it('names files and the folders of their pictures, and how often each is gone through', async () =>
    inDataFolder(
      await files({ whole: { ...entry, repeat_time: 1 }, more: { ...entry, repeat_time: 1.5 } }),
      async (folder) => {
        const source = await openDataset(join(folder, 'meta.json'));
        assert.deepEqual((await outcomes(source)).join(' '), 'one two three four one two three four one three');
        assert.deepEqual(firstPixel(await source.read(9)), red);
      },
    ));

  const bad = [
    { ...entry, repeat_time: 0 },
    { ...entry, repeat_time: 1e9 },
    { root: 'pictures/' },
    { ...entry, root: 7 },
  ];
  for (const wrong of bad)
    it(`is refused with ${JSON.stringify(wrong)}`, async () =>
      inDataFolder(await files({ wrong }), (folder) =>
        rejectsWith('data/bad-file', () => openDataset(join(folder, 'meta.json'))),
      ));

  it('may not name files outside of its folder', async () =>
    inDataFolder(await files({ wrong: { ...entry, annotation: '../../x.jsonl' } }), (folder) =>
      rejectsWith('data/outside', () => openDataset(join(folder, 'meta.json'))),
    ));
});

describe('WebDataset shards', () => {
  for (const kind of ['gnu', 'pax'])
    it(`are read as ${kind} tar writes them: long names, captions, conversations, bad records apart`, async () => {
      const source = await openDataset(`${golden}/${kind}.tar`);
      const expected = ['a red square', 'green', 'ein blaues Quadrat, größer', 'data/bad-record'];
      assert.deepEqual(await outcomes(source), expected);
      const [r, g, b] = firstPixel(await source.read(0));
      assert.ok(r! > 210 && g! < 40 && b! < 40);
    });

  it('are read as old tar writes them', async () => {
    assert.deepEqual(await outcomes(await openDataset(`${golden}/ustar.tar`)), ['a red square', 'green']);
  });

  it('a damaged or cut archive is refused', async () => {
    const bytes = new Uint8Array(await readFile(`${golden}/gnu.tar`));
    const damaged = bytes.slice();
    damaged[3] = 0xff;
    await inDataFolder(
      {
        'damaged.tar': damaged,
        'cut.tar': bytes.slice(0, 900),
        'text.tar': 'x'.repeat(2000),
        'header.tar': bytes.slice(0, 3584 + 300),
      },
      async (folder) => {
        for (const name of ['damaged.tar', 'cut.tar', 'text.tar', 'header.tar'])
          await rejectsWith('data/bad-file', () => openDataset(join(folder, name)));
      },
    );
  });
});

describe('Parquet', () => {
  it('of conversations is read across groups of rows', async () => {
    const source = await openDataset(`${golden}/conversations.parquet`);
    assert.deepEqual(await outcomes(source), ['red', 'green', 'blue']);
    assert.deepEqual(firstPixel(await source.read(2)), [30, 60, 220]);
    assert.equal((await source.read(1)).turns[0]?.question, 'Which colour?');
  });

  it('of several pictures and pairs of texts is read', async () => {
    const [example] = await readAll(await openDataset(`${golden}/texts.parquet`));
    assert.equal(example?.pictures.length, 2);
    assert.deepEqual(
      example.turns.map(({ answer }) => answer),
      ['red', 'blue'],
    );
  });

  it('of plain bytes, a question and several answers gives the first answer', async () => {
    const [example] = await readAll(await openDataset(`${golden}/answers.parquet`));
    assert.deepEqual(example?.turns, [{ question: 'What is it?', answer: 'a square' }]);
  });

  it('that is none, or cut, or damaged, is refused', async () => {
    const bytes = new Uint8Array(await readFile(`${golden}/conversations.parquet`));
    const claims = bytes.slice();
    new DataView(claims.buffer).setUint32(claims.length - 8, 0x7fffffff, true);
    const damaged = bytes.slice();
    damaged.fill(0xee, 4, 300);
    await inDataFolder(
      {
        'short.parquet': 'PAR1',
        'cut.parquet': bytes.slice(0, 2000),
        'claims.parquet': claims,
        'damaged.parquet': damaged,
      },
      async (folder) => {
        await rejectsWith('data/bad-file', () => openDataset(join(folder, 'short.parquet')));
        await rejectsWith('data/bad-file', () => openDataset(join(folder, 'cut.parquet')));
        await rejectsWith('data/too-large', () => openDataset(join(folder, 'claims.parquet')));
        await assert.rejects(async () => readAll(await openDataset(join(folder, 'damaged.parquet'))), isEngineError);
      },
    );
  });
});
