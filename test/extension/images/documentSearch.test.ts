import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { DocumentSearch } from '../../../src/extension/images/documentSearch.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'hovle-search-'));
const program = path.join(folder, 'documentWorker.cjs');
const openWorker = () => new Worker(program);

before(async () => {
  const source = path.join(import.meta.dirname, '../../../src/extension/images/documentWorker.ts');
  await build({ entryPoints: [source], outfile: program, bundle: true, platform: 'node', format: 'cjs' });
});

after(() => rmSync(folder, { recursive: true, force: true }));

test('texts are searched one after another, each with its own pictures', async () => {
  const search = new DocumentSearch(openWorker);
  const texts = ['a', 'b', 'c'].map((name) => ({ language: 'markdown' as const, text: `![](${name}.png)` }));
  const found = await Promise.all(texts.map((text) => search.find(text)));
  assert.deepEqual(
    found.map((references) => references.map(({ address }) => address)),
    [['a.png'], ['b.png'], ['c.png']],
  );
  search.dispose();
});

test('a search that does not end finds nothing, and the next one gets a new thread', async () => {
  let opened = 0;
  const stuck = () => new Worker('for (;;);', { eval: true });
  const search = new DocumentSearch(() => (opened++, stuck()), 500);
  assert.deepEqual(await search.find({ language: 'markdown', text: '![](a.png)' }), []);
  assert.deepEqual(await search.find({ language: 'markdown', text: '![](a.png)' }), []);
  assert.equal(opened, 2);
  search.dispose();
});

test('a thread that breaks says so to those who wait, and to nobody else', async () => {
  const broken = () => new Worker('throw new Error("no");', { eval: true });
  const threads = [broken, openWorker];
  const search = new DocumentSearch(() => (threads.shift() ?? broken)());
  await assert.rejects(search.find({ language: 'markdown', text: '![](a.png)' }), /no/);
  assert.equal((await search.find({ language: 'markdown', text: '![](a.png)' })).length, 1);
  search.dispose();
});
