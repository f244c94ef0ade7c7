import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { runRecipe } from '../../../../src/engine/train/recipe/runRecipe.ts';
import { reference } from '../../checkpoint/reference.ts';
import { temporaryFolder } from '../../checkpoint/temporaryFolder.ts';

const misfits = [
  ['align', 'tiny-internvl2', /align cannot train .*tiny-internvl2: it needs a model in the layout of HoVLE/],
  ['distill', 'tiny-internvl2', /the layout of HoVLE/],
  ['compositional', 'tiny-pre', /the layout of InternVL2/],
  ['monolithic', 'tiny-pre', /no holistic layers/],
  ['monolithic', 'tiny-internvl2', /no holistic layers/],
] as const;

for (const [stage, model, message] of misfits) {
  test(`the stage ${stage} refuses ${model}, whose layout it is not about, before it trains anything`, async (t) => {
    const folder = await temporaryFolder(t);
    const file = join(folder, 'misfit.yaml');
    await writeFile(
      file,
      `name: misfit
model: ${reference(model)}
threads: 1
readers: 0
stages:
  - stage: ${stage}
    ${stage === 'distill' ? `teacher: ${reference('tiny-internvl2')}` : ''}
    steps: 1
    rate: 1e-3
    data: [{ world: [shapes/colour], size: 32 }]
`,
    );
    const run = runRecipe(file, { out: join(folder, 'run'), allowChanges: false, clock: () => performance.now() });
    await assert.rejects(run, { code: 'train/other-layout', message });
    assert.equal(existsSync(join(folder, 'run', 'model')), false);
    assert.equal(existsSync(join(folder, 'run', `1-${stage}`, 'metrics.jsonl')), false);
  });
}
