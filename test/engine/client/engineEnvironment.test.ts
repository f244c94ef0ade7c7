import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engineEnvironment } from '../../../src/engine/client/engineEnvironment.ts';

const cases = [
  {
    says: 'on Linux memory comes in large pages',
    platform: 'linux',
    own: undefined,
    tunables: 'glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=8388608',
  },
  {
    says: 'other tunables stay',
    platform: 'linux',
    own: 'glibc.malloc.arena_max=2',
    tunables: 'glibc.malloc.arena_max=2:glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=8388608',
  },
  {
    says: 'a choice of the user stays',
    platform: 'linux',
    own: 'glibc.malloc.hugetlb=0',
    tunables: 'glibc.malloc.hugetlb=0:glibc.malloc.mmap_threshold=8388608',
  },
  { says: 'elsewhere nothing is set', platform: 'darwin', own: undefined, tunables: undefined },
] as const;

for (const { says, platform, own, tunables } of cases) {
  test(says, () => {
    const environment = engineEnvironment({ PATH: '/bin', ...(own && { GLIBC_TUNABLES: own }) }, platform);
    assert.equal(environment['GLIBC_TUNABLES'], tunables);
    assert.equal(environment['PATH'], '/bin');
  });
}
