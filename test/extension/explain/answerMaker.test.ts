import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import type { EngineApi } from '../../../src/engine/api/engineApi.ts';
import { createAnswerMaker } from '../../../src/extension/explain/answerMaker.ts';
import { ModelShelf } from '../../../src/extension/models/modelShelf.ts';
import { readSettings } from '../../../src/extension/settings/settings.ts';

const root = mkdtempSync(path.join(tmpdir(), 'hovle-maker-'));
after(() => rmSync(root, { recursive: true }));

/** What may change in a model's folder without a change of its name. */
const changes: Readonly<Record<string, (folder: string) => void>> = {
  'other weights of the same size': (folder) => touch(path.join(folder, 'model.safetensors')),
  'larger weights': (folder) => writeFileSync(path.join(folder, 'model.safetensors'), 'longer weights'),
  'another config': (folder) => touch(path.join(folder, 'config.json')),
  'one more shard': (folder) => writeFileSync(path.join(folder, 'model-00002-of-00002.safetensors'), ''),
  'other words to ask with': (folder) => writeFileSync(path.join(folder, 'questions.json'), '{}'),
};

for (const [name, change] of Object.entries(changes))
  test(`an answer of earlier is not taken for one of a model with ${name}, wherever it was chosen`, async () => {
    for (const [model, folder] of Object.entries(places())) {
      const { maker, clock } = makerOf({ model });
      const before = await maker();
      assert.equal(await maker(), before, model);
      change(folder);
      clock.now += 5000;
      assert.notEqual(await maker(), before, model);
    }
  });

test('what else lies in the folder, and other models, leave the answers as they are', async () => {
  const { nano, 'run-7': run } = places();
  const { maker, clock } = makerOf({ model: 'nano' });
  const before = await maker();
  for (const file of [path.join(nano, 'README.md'), path.join(run, 'config.json')]) writeFileSync(file, 'other');
  clock.now += 5000;
  assert.equal(await maker(), before);
});

test('the settings that change an answer are part of what made it, at once', async () => {
  places();
  const { maker, settings } = makerOf({ model: 'nano' });
  const seen = new Set([await maker()]);
  for (const change of [
    { precision: 'int8' },
    { maxTiles: 3 },
    { temperature: 1 },
    { model: 'run-7' },
    { model: '' },
  ]) {
    Object.assign(settings, change);
    seen.add(await maker());
  }
  assert.equal(seen.size, 6);
});

test('hovers one after another ask the disk once', async () => {
  places();
  let looks = 0;
  const clock = { now: 0 };
  const candidates = async () => [String(++looks)];
  const settings = () => readSettings(() => undefined);
  const maker = createAnswerMaker({ models: { candidates }, settings, version: '1', clock: () => clock.now });
  for (clock.now of [0, 500, 1999]) await maker();
  assert.equal(looks, 1);
  clock.now = 2000;
  await maker();
  assert.equal(looks, 2);
});

/** The folders of a shipped model, one chosen by its name, one that came out of a run, and one chosen by its path, written anew. */
function places() {
  const folders = {
    '': path.join(root, 'shipped', 'hovle-nano'),
    nano: path.join(root, 'added', 'nano'),
    'run-7': path.join(root, 'added', 'run-7', 'model'),
    [path.join(root, 'own')]: path.join(root, 'own'),
  };
  for (const folder of Object.values(folders)) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const file of ['config.json', 'model.safetensors']) writeFileSync(path.join(folder, file), file);
  }
  return folders as typeof folders & { nano: string; 'run-7': string };
}

function makerOf(given: Record<string, unknown>) {
  const settings: Record<string, unknown> = { ...given };
  const clock = { now: 0 };
  const current = () => readSettings((key) => settings[key]);
  const models = new ModelShelf({} as EngineApi, {
    shipped: [path.join(root, 'shipped')],
    added: () => [path.join(root, 'added'), path.join(root, 'gone')],
    chosen: () => current().model,
    mayOpenPaths: () => true,
  });
  return {
    maker: createAnswerMaker({ models, settings: current, version: '1', clock: () => clock.now }),
    settings,
    clock,
  };
}

function touch(file: string): void {
  const later = new Date(Date.now() + 60_000);
  utimesSync(file, later, later);
}
