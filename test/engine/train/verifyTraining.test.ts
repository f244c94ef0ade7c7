import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { verifyTraining } from '../../../src/engine/train/verifyTraining.ts';

const folder = join(import.meta.dirname, '..', '..', 'golden', 'reference');

for (const name of ['tiny-pre', 'tiny-post']) {
  test(`the three stages on ${name} give the published implementation's losses, gradients and weights`, async () => {
    const checks = await verifyTraining(folder, name);
    for (const stage of ['distill', 'align', 'instruct']) {
      assert.ok(checks.filter(({ check }) => check.startsWith(stage)).length >= 4, `${stage} was compared`);
    }
    assert.deepEqual(
      checks.filter(({ passed }) => !passed),
      [],
    );
  });
}
