import assert from 'node:assert/strict';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { ErrorCode } from '../../../../src/engine/api/errors.ts';
import { isEngineError } from '../../../../src/engine/api/errors.ts';
import type { Example, ExampleSource } from '../../../../src/engine/data/example.ts';
import { openDataset } from '../../../../src/engine/data/formats/openDataset.ts';
import { inDataFolder, pngOf } from './dataFolder.ts';

const golden = 'test/golden/data';
const red = [220, 30, 30] as const;

const llava = (id: string, image: string | string[] | undefined, ...said: string[]) => ({
  id,
  ...(image !== undefined && { image }),
  conversations: said.map((value, at) => ({ from: at % 2 === 0 ? 'human' : 'gpt', value })),
});

function firstPixel({ pictures }: Example): number[] {
  return [...pictures[0]!.rgb.subarray(0, 3)];
}

async function readAll(source: ExampleSource): Promise<Example[]> {
  return Promise.all(Array.from({ length: source.length! }, (_, index) => source.read(index)));
}

/** What each record became: the code of its error, or its answers. */
async function outcomes(source: ExampleSource): Promise<string[]> {
  const read = Array.from({ length: source.length! }, (_, index) =>
    source.read(index).then(
      ({ turns }) => turns.map(({ answer }) => answer).join('|'),
      (error: unknown) => (isEngineError(error) ? error.code : String(error)),
    ),
  );
  return Promise.all(read);
}

function rejectsWith(code: ErrorCode, run: () => Promise<unknown>): Promise<void> {
  return assert.rejects(run, (error) => isEngineError(error) && error.code === code);
}

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

describe('parts', () => {
  const lines = Array.from({ length: 400 }, (_, at) => JSON.stringify(llava(`${at}`, undefined, 'Say.', `${at}`)));

  it('of a data set are disjoint and whole, and records about one picture are in one part', async () => {
    const twice = Array.from({ length: 100 }, (_, at) => JSON.stringify(llava('x', `${at % 50}.png`, 'Say.', `${at}`)));
    await inDataFolder({ 'x.jsonl': lines.join('\n'), 'pictures.jsonl': twice.join('\n') }, async (folder) => {
      const part = async (name: string, wanted: 'train' | 'heldOut') =>
        openDataset(join(folder, name), { part: wanted, heldOutShare: 0.25 });
      const [learned, heldOut] = [await part('x.jsonl', 'train'), await part('x.jsonl', 'heldOut')];
      const all = [...(await outcomes(learned)), ...(await outcomes(heldOut))].map(Number);
      assert.deepEqual(
        all.sort((one, other) => one - other),
        Array.from({ length: 400 }, (_, at) => at),
      );
      assert.ok(heldOut.length! > 60 && heldOut.length! < 140, `${heldOut.length}`);
      assert.equal((await part('pictures.jsonl', 'train')).length! % 2, 0);
    });
  });

  describe('keep a picture whole, however records name it', () => {
    const names = Array.from({ length: 40 }, (_, at) => `${at} é.png`);
    const forms: { [form: string]: (name: string, question: number) => object } = {
      image: (image) => ({ image }),
      'a list': (name) => ({ image: [name] }),
      images: (name) => ({ images: [name] }),
      file_name: (name) => ({ file_name: name }),
      'in another order': (name, question) => ({ image: question === 1 ? [name, `z${name}`] : [`z${name}`, name] }),
    };
    const answersOf = async (file: string, part: 'train' | 'heldOut'): Promise<string[]> => {
      const source = await openDataset(file, { part, heldOutShare: 0.3 });
      return (await outcomes(source)).sort();
    };

    for (const [form, write] of Object.entries(forms))
      for (const [ending, escape] of [
        ['json', false],
        ['jsonl', false],
        ['jsonl', true],
      ] as const)
        it(`${form} in .${ending}${escape ? ', escaped' : ''}`, async () => {
          const records = names.flatMap((name, picture) =>
            [1, 2, 3].map((question) => ({
              id: `${picture}/${question}`,
              ...write(name, question),
              question: 'Say "image": "x".',
              answer: `${picture}`,
            })),
          );
          const plain =
            ending === 'json' ? JSON.stringify(records) : records.map((one) => JSON.stringify(one)).join('\n');
          const text = escape ? plain.replaceAll('é', '\\u00e9') : plain;
          const png = await pngOf(red);
          const pictures = names.flatMap((name) => [name, `z${name}`]).map((name) => [name, png]);
          await inDataFolder({ [`x.${ending}`]: text, ...Object.fromEntries(pictures) }, async (folder) => {
            const file = join(folder, `x.${ending}`);
            const [learned, heldOut] = [await answersOf(file, 'train'), await answersOf(file, 'heldOut')];
            assert.ok(heldOut.length >= 9 && heldOut.length + learned.length === 120, `${heldOut.length}`);
            assert.deepEqual(
              heldOut.filter((answer) => learned.includes(answer)),
              [],
            );
            if (escape) assert.deepEqual(heldOut, await sameIn(folder, records));
          });
        });

    /** What is held out where the same records are a list. */
    async function sameIn(folder: string, records: readonly object[]): Promise<string[]> {
      await writeFile(join(folder, 'same.json'), JSON.stringify(records));
      return answersOf(join(folder, 'same.json'), 'heldOut');
    }
  });

  it('of records that begin alike differ', async () =>
    inDataFolder(
      { 'x.jsonl': lines.map((line) => `{"system": "${'x'.repeat(300)}", ${line.slice(1)}`).join('\n') },
      async (folder) => {
        const { length } = await openDataset(join(folder, 'x.jsonl'), { part: 'heldOut', heldOutShare: 0.25 });
        assert.ok(length! > 60 && length! < 140, `${length}`);
      },
    ));

  it('stay the same when records are added', async () =>
    inDataFolder({ 'x.jsonl': lines.join('\n') }, async (folder) => {
      const file = join(folder, 'x.jsonl');
      const before = await outcomes(await openDataset(file, { part: 'heldOut' }));
      await appendFile(file, `\n${JSON.stringify(llava('new', undefined, 'Say.', 'new'))}`);
      const after = await outcomes(await openDataset(file, { part: 'heldOut' }));
      assert.deepEqual(after.slice(0, before.length), before);
    }));

  it('a number past the end is refused', async () =>
    inDataFolder({ 'x.jsonl': lines.join('\n') }, async (folder) => {
      const source = await openDataset(join(folder, 'x.jsonl'));
      for (const index of [400, -1, 0.5]) await rejectsWith('request/invalid', async () => source.read(index));
      await writeFile(join(folder, 'y.json'), '[]');
    }));
});
