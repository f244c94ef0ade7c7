import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { leadsInto } from '../../../src/engine/tools/realPath.ts';

const folder = mkdtempSync(join(tmpdir(), 'hovle-links-'));
after(() => rmSync(folder, { recursive: true }));
const inside = join(folder, 'inside');
mkdirSync(join(inside, 'deep'), { recursive: true });
mkdirSync(join(folder, 'inside-not'));
writeFileSync(join(folder, 'secret.txt'), '');
writeFileSync(join(inside, 'a.txt'), '');
symlinkSync(folder, join(inside, 'out'));
symlinkSync(join(folder, 'secret.txt'), join(inside, 'link.txt'));
symlinkSync(inside, join(folder, 'in'));

test('what lies in a folder leads into it, there or not yet there, also by a link', async () => {
  for (const path of [
    'inside',
    'inside/a.txt',
    'inside/deep/new/b.csv',
    'inside/deep/../c.csv',
    'in/a.txt',
    'inside/..a',
  ])
    assert.equal(await leadsInto(inside, join(folder, path)), true, path);
  assert.equal(await leadsInto(join(folder, 'in'), join(inside, 'a.txt')), true);
});

test('what leaves the folder by name or by a link does not', async () => {
  const outside = ['', 'secret.txt', 'inside-not/a.txt', 'inside/out', 'inside/out/new.csv', 'inside/link.txt'];
  for (const path of outside) assert.equal(await leadsInto(inside, join(folder, path)), false, path);
  assert.equal(await leadsInto(inside, `${inside}/../x.csv`), false);
});
