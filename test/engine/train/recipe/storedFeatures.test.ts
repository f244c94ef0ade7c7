import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { runRecipe } from '../../../../src/engine/train/recipe/runRecipe.ts';
import { reference } from '../../checkpoint/reference.ts';
import { temporaryFolder } from '../../checkpoint/temporaryFolder.ts';

/** Distills from eight pictures of one colour each and returns how many pictures' features were stored. */
async function storedAfter(folder: string, { steps, every = 100 }: { steps: number; every?: number }): Promise<number> {
  await mkdir(join(folder, 'data'), { recursive: true });
  for (let i = 0; i < 8; i++) {
    const create = { width: 20, height: 20, channels: 3, background: { r: 30 * i, g: 0, b: 0 } } as const;
    await sharp({ create })
      .png()
      .toFile(join(folder, 'data', `${i}.png`));
    await writeFile(join(folder, 'data', `${i}.txt`), 'red');
  }
  const text = `name: distilling
model: ${reference('tiny-pre')}
threads: 1
readers: 0
stages:
  - stage: distill
    teacher: ${reference('tiny-internvl2')}
    steps: ${steps}
    rate: 1e-3
    samplesPerStep: 2
    rowTokens: 700
    evaluation: { every: ${every}, samples: 2 }
    data: [{ dataset: data, heldOutShare: 0.4 }]
`;
  await writeFile(join(folder, 'distilling.yaml'), text);
  const out = join(folder, 'run');
  await runRecipe(join(folder, 'distilling.yaml'), { out, allowChanges: true, clock: () => performance.now() });
  const stores = join(out, '1-distill', 'teacher');
  return existsSync(stores) ? readdirSync(stores).flatMap((teacher) => readdirSync(join(stores, teacher))).length : 0;
}

test('features are not stored where a run ends before its pictures come again', async (t) => {
  assert.equal(await storedAfter(await temporaryFolder(t), { steps: 1 }), 0);
});

test('features are stored where pictures come again, and those of held-out ones where these are looked at again', async (t) => {
  const learned = await storedAfter(await temporaryFolder(t), { steps: 12 });
  assert.ok(learned > 1 && learned < 8, `${learned}`);
  assert.ok((await storedAfter(await temporaryFolder(t), { steps: 12, every: 6 })) > learned);
});
