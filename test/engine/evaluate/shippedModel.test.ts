import assert from 'node:assert/strict';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { openCheckpoint } from '../../../src/engine/checkpoint/openCheckpoint.ts';
import { scoreModel, worldParts } from '../../../src/engine/evaluate/scoreModel.ts';
import { readConfig } from '../../../src/engine/model/readConfig.ts';

const shipped = join(import.meta.dirname, '..', '..', '..', 'media', 'models', 'hovle-nano');

test('the shipped model is small, trained, and its card says what it cannot do', async () => {
  const checkpoint = await openCheckpoint(shipped);
  await checkpoint.close();
  const { layout, trained } = readConfig(checkpoint.configText);
  assert.deepEqual([layout, trained], ['hovle', true]);
  const sizes = await Promise.all((await readdir(shipped)).map(async (file) => (await stat(join(shipped, file))).size));
  assert.ok(sizes.reduce((sum, size) => sum + size) <= 24 * 2 ** 20);
  const card = await readFile(join(shipped, 'README.md'), 'utf8');
  assert.match(card, /\*\*What it cannot do\.\*\*[^]*## Scores[^]*\| shapes \| 0 \|/);
});

test('the shipped model sees: far better than blind on easy held-out pictures', async () => {
  const families = [
    { family: 'shapes' as const, highest: 2 },
    { family: 'text' as const, highest: 1 },
  ];
  const parts = worldParts({ split: 'validation', seed: 3, families, examples: 20 });
  const scores = await scoreModel(shipped, parts, { threads: 1, clock: () => performance.now() });
  const share = (of: 'exact' | 'blind', tasks: RegExp): number => {
    const some = scores.filter(({ task }) => tasks.test(task));
    const sum = (what: 'exact' | 'blind' | 'answers'): number => some.reduce((total, score) => total + score[what], 0);
    return sum(of) / sum('answers');
  };
  for (const tasks of [/^shapes\/colour$/, /^shapes\/shape$/, /^text\/read$/]) {
    const [exact, blind] = [share('exact', tasks), share('blind', tasks)];
    // Colour and form give each other away where a held-out split has few pairs of them.
    assert.ok(exact > 0.8 && exact > blind + 0.2, `${tasks}: ${exact}, blind ${blind}`);
  }
});
