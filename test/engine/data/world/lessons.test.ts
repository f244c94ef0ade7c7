import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { families } from '../../../../src/engine/data/world/families.ts';
import { worldSource } from '../../../../src/engine/data/world/worldSource.ts';

const names = Object.keys(families);

/** Questions of so many pictures of a level. */
async function turnsOf(
  family: string,
  { split, level, pictures }: { split: 'train' | 'test'; level: number; pictures: number },
) {
  const source = worldSource({ seed: 4, split, families: [family] });
  const read = await Promise.all(Array.from({ length: pictures }, (_, index) => source.read(index, level)));
  return read.flatMap(({ turns }) => turns);
}

describe('lessons', () => {
  it('ask in training alone what a level does not test yet', async () => {
    const kinds = async (split: 'train' | 'test') =>
      new Set((await turnsOf('shapes', { split, level: 0, pictures: 60 })).map(({ task }) => task));
    assert.deepEqual([...(await kinds('test'))].sort(), ['shapes/colour', 'shapes/shape']);
    assert.deepEqual([...(await kinds('train'))].sort(), [
      'shapes/colour',
      'shapes/exists',
      'shapes/refusal',
      'shapes/shape',
    ]);
  });

  it('say nothing of the level, where all kinds are asked', async () => {
    for (const { task, isAhead } of await turnsOf('shapes', { split: 'train', level: 0, pictures: 60 }))
      if (/colour|shape$/.test(String(task))) assert.equal(isAhead, undefined);
    const ahead = (await turnsOf('text', { split: 'train', level: 0, pictures: 60 })).filter(({ isAhead }) => isAhead);
    assert.ok(ahead.length > 30 && ahead.every(({ task }) => /says|line|refusal/.test(String(task))));
    assert.ok(
      (await turnsOf('shapes/exists', { split: 'train', level: 0, pictures: 20 })).every((turn) => !turn.isAhead),
    );
  });

  for (const name of names)
    it(`of ${name} are answered yes as often as no, and ask nothing twice of one picture`, async () => {
      const source = worldSource({ seed: 4, split: 'train', families: [name] });
      const counts = { yes: 0, no: 0 };
      for (let index = 0; index < 250; index++) {
        const { turns } = await source.read(index, 5);
        assert.equal(new Set(turns.map(({ question }) => question)).size, turns.length);
        for (const answer of ['yes', 'no'] as const)
          counts[answer] += turns.filter((turn) => turn.answer === answer && !turn.task?.endsWith('checked')).length;
      }
      const all = counts.yes + counts.no;
      if (all > 100) assert.ok(Math.abs(counts.yes / all - 0.5) < 0.1, JSON.stringify(counts));
    });
});

for (const name of names)
  it(`of ${name} say in no more than a third of the pictures that something is missing`, async () => {
    const source = worldSource({ seed: 9, split: 'train', families: [name] });
    for (let level = 0; level < source.levels; level++) {
      let refusals = 0;
      for (let index = 0; index < 150; index++) {
        const { turns } = await source.read(index, level);
        if (turns.some(({ task }) => task === `${name}/refusal`)) refusals++;
      }
      assert.ok(refusals < 55, `${refusals} of 150 at level ${level}`);
    }
  });
