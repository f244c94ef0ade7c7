import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import type { MetricLine } from '../../../../src/engine/train/loop/metrics.ts';
import { runRecipe } from '../../../../src/engine/train/recipe/runRecipe.ts';
import { reference } from '../../checkpoint/reference.ts';
import { temporaryFolder } from '../../checkpoint/temporaryFolder.ts';

test('a stage that is evaluated holds out one of two pictures, and is refused where nothing is to be held out', async (t) => {
  const folder = await temporaryFolder(t);
  await mkdir(join(folder, 'data'));
  for (const background of ['red', 'green']) {
    const picture = sharp({ create: { width: 20, height: 20, channels: 3, background } });
    await picture.png().toFile(join(folder, 'data', `${background}.png`));
    await writeFile(join(folder, 'data', `${background}.txt`), background);
  }
  const lines: MetricLine[] = [];
  const run = async (share: number) => {
    const text = `name: few
model: ${reference('tiny-pre')}
threads: 1
readers: 0
stages:
  - { stage: instruct, name: short, steps: 1, rate: 1e-3, samplesPerStep: 2, rowTokens: 700, evaluation: { every: 1, patience: 1 },
      data: [{ dataset: data, heldOutShare: ${share} }] }
`;
    await writeFile(join(folder, 'few.yaml'), text);
    const call = { out: join(folder, `run ${share}`), allowChanges: false, clock: () => performance.now() };
    return runRecipe(join(folder, 'few.yaml'), { ...call, onLine: (_, line) => lines.push(line) });
  };
  await assert.rejects(run(0), { code: 'train/nothing-held-out', message: /stage short .*heldOutShare/ });
  assert.deepEqual(lines, []);
  await run(0.001);
  assert.deepEqual(
    lines.map(({ kind, step }) => [kind, step]),
    [
      ['step', 1],
      ['evaluation', 1],
    ],
  );
});
