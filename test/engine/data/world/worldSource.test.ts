import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { hasCode } from '../../../../src/engine/api/errors.ts';
import type { Example } from '../../../../src/engine/data/example.ts';
import { families } from '../../../../src/engine/data/world/families.ts';
import { worldSource } from '../../../../src/engine/data/world/worldSource.ts';

const names = Object.keys(families);

// SHA-256 over one picture of each level and what is said about it. They change when pictures do, and then every score changes.
const knownHashes: { readonly [name in keyof typeof families]: string } = {
  shapes: '86fc06d6bce4af619bd5e1ec3da3a7d50434d8eb56f0bb9c36afbd8a06772bc2',
  text: '22ec8adc6ab260ed1d6f101a71d0c1d31b6eb8f8b13c36a3f208d16a2dbc8697',
  icons: '5ca1630bfc34bc71f82d44627e8528081c88b790f6758abbd09ce777ada7c5b4',
  charts: 'f7e987ad78685759eb4a8b675c6c98e04482f675e58c4f6622df2f2665f08b42',
  diagrams: 'a69ec3febf9de5e8a4d6001c346e34f75506a89134f2a9bc5d80d4e3786f1e75',
  interfaces: '82d08a26e1a22ef6de5dd0f464bced97e23c24265925c3535238a64ec01b6f72',
  code: '5f7de2cc3b4d1e05dc348b9ede325c3c776323192c78ea9d18e9b21949f1627b',
};

describe('worldSource', () => {
  for (const [name, hash] of Object.entries(knownHashes))
    it(`draws the same ${name} to the byte as on the day this was written`, async () => {
      assert.equal(await hashOf(name), hash);
    });

  for (const name of names)
    it(`asks two to four questions at every level of ${name}, all answered, of the level's split`, async () => {
      const source = worldSource({ seed: 5, split: 'validation', families: [name] });
      for (let level = 0; level < source.levels; level++)
        for (let index = 0; index < 20; index++) checkShape(await source.read(index, level), name);
    });

  it('asks one kind where one is wanted', async () => {
    const { turns, task } = await worldSource({ seed: 1, split: 'train', families: ['shapes/count'] }).read(3);
    assert.equal(task, 'shapes/count');
    assert.ok(turns.every((turn) => turn.task === 'shapes/count'));
  });

  it('draws as many pixels as asked, and the scene at the same place in them', async () => {
    const at = (size: number) => worldSource({ seed: 1, split: 'train', families: ['shapes'], size }).readPlaced(0, 2);
    const [small, large] = [await at(56), await at(224)];
    assert.equal(large.pictures[0]?.rgb.length, 224 * 224 * 3);
    assert.equal(large.regions[0]?.[0]?.left, 4 * small.regions[0]![0]!.left);
  });

  const refused = [
    { what: 'an unknown family', ask: () => worldSource({ seed: 1, split: 'train', families: ['cats'] }) },
    { what: 'no family', ask: () => worldSource({ seed: 1, split: 'train', families: [] }) },
    { what: 'half an index', ask: () => worldSource({ seed: 1, split: 'train' }).read(0.5) },
    { what: 'a level below 0', ask: () => worldSource({ seed: 1, split: 'train' }).read(0, -1) },
    {
      what: 'a kind that the level does not ask',
      ask: () => worldSource({ seed: 1, split: 'train', families: ['shapes/count'] }).read(0, 0),
    },
  ];
  for (const { what, ask } of refused)
    it(`refuses ${what}`, () =>
      assert.rejects(
        async () => ask(),
        (error) => hasCode(error, 'request/invalid'),
      ));
});

function checkShape({ pictures, turns, task }: Example, family: string): void {
  assert.equal(pictures.length, 1);
  assert.ok(turns.length >= 2 && turns.length <= 4, `${turns.length} turns`);
  assert.ok(task.startsWith(`${family}/`) && task === turns[0]?.task);
  assert.equal(new Set(turns.map(({ question }) => question)).size, turns.length, 'a question asked twice');
  for (const { question, answer } of turns) assert.ok(question.length > 5 && answer.length > 0, question);
}

async function hashOf(family: string): Promise<string> {
  const source = worldSource({ seed: 11, split: 'test', families: [family] });
  const hash = createHash('sha256');
  for (let level = 0; level < source.levels; level++) {
    const { pictures, turns } = await source.read(level, level);
    hash.update(pictures[0]!.rgb).update(JSON.stringify(turns));
  }
  return hash.digest('hex');
}
