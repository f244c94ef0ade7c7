import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { test } from 'node:test';
import { defaultCacheFolder } from '../../../src/engine/compile/modelCache.ts';

test('the folder for caches is the one that is set, if that is a place at all', () => {
  const usual = join(homedir(), '.cache', 'hovle');
  assert.equal(defaultCacheFolder('linux', { XDG_CACHE_HOME: '/caches' }), join('/caches', 'hovle'));
  for (const unset of [{}, { XDG_CACHE_HOME: '' }, { XDG_CACHE_HOME: 'caches' }])
    assert.equal(defaultCacheFolder('linux', unset), usual);
});

test('without a home in the environment it is that of the account', () => {
  const { HOME: before } = process.env;
  process.env['HOME'] = '';
  try {
    assert.ok(isAbsolute(defaultCacheFolder('linux', {})));
  } finally {
    if (before === undefined) delete process.env['HOME'];
    else process.env['HOME'] = before;
  }
});
