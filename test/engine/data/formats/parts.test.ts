import assert from 'node:assert/strict';
import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { openDataset } from '../../../../src/engine/data/formats/openDataset.ts';
import { inDataFolder, pngOf } from './dataFolder.ts';
import { llava, outcomes, red, rejectsWith } from './openedData.ts';

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

describe('parts keep a picture whole, however records name it', () => {
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
        const pictures = names.flatMap((name) => [name, `z${name}`]).map((name) => [name, png] as const);
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
