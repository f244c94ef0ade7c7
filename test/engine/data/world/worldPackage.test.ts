import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { hasCode } from '../../../../src/engine/api/errors.ts';
import { requireWorld, worldPackage } from '../../../../src/engine/data/world/worldPackage.ts';

test('what draws the world is found in a checkout', () => {
  assert.ok(existsSync(worldPackage('@iconify-json/lucide/icons.json')));
  assert.doesNotThrow(() => requireWorld());
});

test('where the extension alone is installed, it is said what is missing and what to do', async () => {
  const installed = await mkdtemp(join(tmpdir(), 'hovle-installed-'));
  try {
    const bundle = pathToFileURL(join(installed, 'hovle.mjs')).href;
    assert.throws(
      () => requireWorld(bundle),
      (error) =>
        hasCode(error, 'data/no-world') &&
        /@resvg\/resvg-js is missing.*checkout.*npm install.*dataset:/.test(String(error)),
    );
  } finally {
    await rm(installed, { recursive: true });
  }
});
