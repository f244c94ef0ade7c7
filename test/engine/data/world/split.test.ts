import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import type { Example } from '../../../../src/engine/data/example.ts';
import { families } from '../../../../src/engine/data/world/families.ts';
import { iconSets } from '../../../../src/engine/data/world/icons/concepts.ts';
import { splitOf, splits, type Split } from '../../../../src/engine/data/world/split.ts';
import { typefaces, typefacesOf } from '../../../../src/engine/data/world/typefaces.ts';
import { words } from '../../../../src/engine/data/world/text/words.ts';
import { worldSource } from '../../../../src/engine/data/world/worldSource.ts';

/** Kinds whose answer is one drawn word or text, by family. */
const readingKinds = [
  'text/read',
  'interfaces/button',
  'interfaces/field',
  'charts/title',
  'diagrams/next',
  'code/name',
];

/** Everything of two characters or more that pictures of a split show and ask to be read. */
async function textsOf(split: Split, task: string): Promise<Set<string>> {
  const source = worldSource({ seed: 77, split, families: [task] });
  const level = families[task.split('/')[0] as keyof typeof families].levels.length - 2;
  const texts = new Set<string>();
  for (let index = 0; index < 60; index++) for (const text of wordsIn(await source.read(index, level))) texts.add(text);
  return texts;
}

function wordsIn({ turns }: Example): string[] {
  const all = turns.flatMap(({ answer }) => answer.toLowerCase().split(' '));
  return all.filter((text) => text.length > 1);
}

describe('splits', () => {
  for (const task of readingKinds)
    it(`share no text that is read in ${task}`, async () => {
      for (const split of splits) {
        const texts = await textsOf(split, task);
        assert.ok(texts.size > 15, `${texts.size} texts in ${split}`);
        for (const text of texts) assert.equal(splitOf(text), split, text);
      }
    });

  it('hold each a share of the words', () => {
    const share = (split: Split) => words.filter((word) => splitOf(word) === split).length / words.length;
    assert.ok(Math.abs(share('test') - 0.1) < 0.03 && Math.abs(share('validation') - 0.1) < 0.03, `${share('test')}`);
  });

  it('share no font, and each has fonts of code and of pages', () => {
    assert.equal(new Set(typefaces.map(({ name }) => name)).size, typefaces.length);
    for (const split of splits) {
      assert.ok(typefacesOf(split, 'mono').length > 0 && typefacesOf(split, 'plain').length > 0, split);
      assert.ok(typefacesOf(split).every((face) => face.split === split));
    }
  });

  it('do not depend on case, so that no word is learned in capitals and asked in small letters', () => {
    for (const word of words) assert.equal(splitOf(word.toUpperCase()), splitOf(word));
  });

  it('draw on the packages that package.json names, and on all of them', async () => {
    const { devDependencies } = JSON.parse(await readFile('package.json', 'utf8')) as { devDependencies: object };
    const named = Object.keys(devDependencies).filter((name) => /^@(fontsource|iconify-json)\//.test(name));
    const used = [
      ...typefaces.map(({ name }) => `@fontsource/${name}`),
      ...iconSets.map((name) => `@iconify-json/${name}`),
    ];
    assert.deepEqual(used.sort(), named.sort());
  });

  it('show texts of the same lengths', async () => {
    const level = families.text.levels.length - 3;
    const meanLength = async (split: Split) => {
      const source = worldSource({ seed: 5, split, families: ['text/read'] });
      const examples = await Promise.all(Array.from({ length: 300 }, (_, index) => source.read(index, level)));
      return examples.reduce((sum, { turns }) => sum + turns[0]!.answer.length, 0) / examples.length;
    };
    const [learned, tested] = [await meanLength('train'), await meanLength('test')];
    assert.ok(Math.abs(learned - tested) < 0.5, `${learned} and ${tested} characters`);
  });
});
