import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engineEnvironment } from '../../../../src/engine/client/engineEnvironment.ts';
import { runEnvironment } from '../../../../src/engine/train/runs/runEnvironment.ts';

test("a training run has the engine's environment, but for its large pages", () => {
  const environment = runEnvironment(engineEnvironment({ PATH: '/bin' }, 'linux'));
  assert.deepEqual(environment, { PATH: '/bin', GLIBC_TUNABLES: 'glibc.malloc.mmap_threshold=8388608' });
});

test('where nothing is tuned, nothing is set', () => {
  assert.deepEqual(runEnvironment({ PATH: '/bin' }), { PATH: '/bin' });
  assert.deepEqual(runEnvironment({ PATH: '/bin', GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1' }), { PATH: '/bin' });
});
