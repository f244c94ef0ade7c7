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
  shapes: '6cbcf8824f5c361b3f3fac94655195c1188247790334cd2e42bf783cfd579dad',
  text: 'd5c6e72b0e586f6a09b41da77cfd3aaf39e5cc33e13afbc5f92ff34b1859a25a',
  icons: 'f517325566d99d84f6eb2489405b2897022f5d54e6ac3af46165177f7d7627c9',
  charts: '30a1958b0b659fd35dd35f2fdc7b0bd6ce150057448de17cb453b9013b4e8d6c',
  diagrams: '88e2e70db74bc1e48942df6d49711710f70d55cc03f84e2212fa261572378b41',
  interfaces: 'a320c5267fd82a1f7e2e12ea5a671dd604ae9dbbced66c3ef5be74f4dd19a7f5',
  code: 'c9f79c9643d1e5e62f0f796fa1e672ca7cee53dc66fa4d6e67963f2a5935e00e',
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
