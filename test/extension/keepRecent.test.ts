import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { bytesIn, keepRecent } from '../../src/extension/keepRecent.ts';
import type { FolderBounds } from '../../src/extension/keepRecent.ts';

const root = mkdtempSync(path.join(tmpdir(), 'hovle-recent-'));
after(() => rmSync(root, { recursive: true }));

const now = Date.now();

/** Files of ten bytes, used so many seconds ago; those that are kept. */
async function kept(bounds: FolderBounds, ages = [40, 30, 20, 10]): Promise<string[]> {
  const folder = path.join(root, 'files');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const age of ages) {
    const file = path.join(folder, `${age}`);
    writeFileSync(file, '0123456789');
    utimesSync(file, (now - age * 1000) / 1000, (now - age * 1000) / 1000);
  }
  await keepRecent(folder, bounds, now);
  return readdirSync(folder).sort();
}

test('a folder keeps the files that were used last, within a number, within bytes, and not longer than they are of use', async () => {
  assert.deepEqual(await kept({ files: 3 }), ['10', '20', '30']);
  assert.deepEqual(await kept({ bytes: 25 }), ['10', '20']);
  assert.deepEqual(await kept({ ageMs: 15_000 }), ['10']);
  assert.deepEqual(await kept({ files: 3, bytes: 1000, ageMs: 25_000 }), ['10', '20']);
  assert.deepEqual(await kept({ files: 4, bytes: 40, ageMs: 50_000 }), ['10', '20', '30', '40']);
});

test('a folder tells what its files take', async () => {
  await kept({}, [1, 2, 3]);
  assert.equal(await bytesIn(path.join(root, 'files')), 30);
  assert.equal(await bytesIn(path.join(root, 'gone')), 0);
});

test('a folder that is not there is within every bound', async () => {
  await keepRecent(path.join(root, 'gone'), { files: 0, bytes: 0, ageMs: 0 }, now);
});
