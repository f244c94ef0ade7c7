import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import type { EngineApi } from '../../../src/engine/api/engineApi.ts';
import type { ModelSummary } from '../../../src/engine/api/modelApi.ts';
import { ModelShelf } from '../../../src/extension/models/modelShelf.ts';
import type { ShelfPlaces } from '../../../src/extension/models/modelShelf.ts';

const root = mkdtempSync(path.join(tmpdir(), 'hovle-shelf-'));
after(() => rmSync(root, { recursive: true }));

const [shipped, own, notebook] = ['shipped/nano', 'own/large', 'notebook/models/tiny'].map((name) => {
  const folder = path.join(root, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}) as [string, string, string];

test('models are looked for in the shipped folders, then in those the user named, where they exist', async () => {
  const { shelf, asked } = shelfOf({ added: () => [path.dirname(own), path.join(root, 'gone')] });
  assert.deepEqual(
    (await shelf.list()).map(({ name }) => name),
    ['nano', 'large'],
  );
  assert.deepEqual(asked, [[path.dirname(shipped), path.dirname(own)]]);
});

test('a model chosen by its folder is listed wherever it is', async () => {
  const { shelf } = shelfOf({ chosen: () => own });
  assert.deepEqual(
    (await shelf.list()).map(({ name }) => name),
    ['nano', 'large'],
  );
  assert.equal((await shelf.find(undefined, '/')).folder, own);
});

test('a notebook names a model by its name, or by a folder beside itself', async () => {
  const { shelf } = shelfOf({ added: () => [path.dirname(own)] });
  const base = path.join(root, 'notebook');
  assert.equal((await shelf.find('large', base)).folder, own);
  assert.equal((await shelf.find('./models/tiny', base)).folder, notebook);
  assert.equal((await shelf.find(own, base)).folder, own);
});

test('in a workspace that is not trusted, a notebook names models by their names only', async () => {
  const { shelf } = shelfOf({ mayOpenPaths: () => false });
  assert.equal((await shelf.find('nano', root)).folder, shipped);
  await assert.rejects(shelf.find('./models/tiny', path.join(root, 'notebook')), /is not trusted/);
});

test('a folder that is not there is an error that names the models that are', async () => {
  const { shelf } = shelfOf({});
  await assert.rejects(shelf.find('./gone', root), /no model named .*gone\. Known are nano\./);
});

test('where no model was chosen, the one that would answer is known once models were looked for', async () => {
  const { shelf } = shelfOf({});
  assert.equal(shelf.answering, '');
  await shelf.find('nano', root);
  assert.equal(shelf.answering, 'nano');
  assert.equal(shelfOf({ chosen: () => 'large' }).shelf.answering, 'large');
});

function shelfOf(some: Partial<ShelfPlaces>) {
  const asked: (readonly string[])[] = [];
  const listModels = async (folders: readonly string[]) => {
    asked.push(folders);
    const all = [shipped, own, notebook].map(summary);
    return all.filter(({ folder }) => folders.some((one) => one === folder || one === path.dirname(folder)));
  };
  const places = { shipped: [path.dirname(shipped)], added: () => [], chosen: () => '', mayOpenPaths: () => true };
  return { shelf: new ModelShelf({ listModels } as Partial<EngineApi> as EngineApi, { ...places, ...some }), asked };
}

function summary(folder: string): ModelSummary {
  const facts = {
    layout: 'hovle',
    parameterCount: 1,
    contextTokens: 1024,
    trained: true,
    compiled: [],
  } satisfies Partial<ModelSummary>;
  return { ...facts, folder, name: path.basename(folder) };
}
