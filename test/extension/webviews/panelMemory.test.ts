import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { PanelMemory } from '../../../src/extension/webviews/panelMemory.ts';
import type { RememberedPanel } from '../../../src/extension/webviews/panelMemory.ts';

const root = mkdtempSync(path.join(tmpdir(), 'hovle-panels-'));
after(() => rmSync(root, { recursive: true }));
let count = 0;
const newFolder = () => path.join(root, String(count++));

/** A panel of the editor, as far as it is remembered, and what happens to it. */
function openPanel(viewType = 'hovle.kind') {
  const listeners: ((message: unknown) => void)[] = [];
  const closers: (() => void)[] = [];
  const panel: RememberedPanel = {
    viewType,
    onDidDispose: (close: () => void) => closers.push(close),
    webview: { onDidReceiveMessage: (listen: (message: unknown) => void) => listeners.push(listen) },
  };
  return {
    panel,
    says: (message: unknown) => listeners.forEach((listen) => listen(message)),
    closes: () => closers.forEach((close) => close()),
  };
}

/** Waits until a file holds this text. What is said in quick succession is written a little later. */
async function written(folder: string, text: string): Promise<void> {
  const holds = (name: string) =>
    name.endsWith('.json') && readFileSync(path.join(folder, name), 'utf8').includes(text);
  await until(() => (existsSync(folder) && readdirSync(folder).some(holds) ? true : undefined));
}

async function until<T>(ask: () => T | undefined): Promise<T> {
  for (let tries = 0; tries < 500; tries++) {
    const answer = ask();
    if (answer !== undefined) return answer;
    await sleep(10);
  }
  throw new Error('It did not happen.');
}

/** What a window that is loaded later finds: the editor kept `kept` of the panel. */
async function afterReload(folder: string, kept: unknown, viewType?: string) {
  return (await new PanelMemory(folder).restore(openPanel(viewType).panel, kept)).state;
}

test('what a page kept and the extension said comes back, however little the editor had written', async () => {
  const folder = newFolder();
  const { panel, says } = openPanel();
  const record = new PanelMemory(folder).begin(panel, { subject: 'two models' });
  const { panel: id } = record.state;
  says({ kind: 'keep', state: { draft: 'Wh', panel: id, at: 1 } });
  says({ kind: 'keep', state: { draft: 'What', panel: id, at: 2 } });
  await written(folder, '"What"');
  for (const kept of [{ draft: 'W', panel: id, at: 0 }, { panel: id }, undefined, 'nonsense'])
    assert.deepEqual(await afterReload(folder, kept), { draft: 'What', subject: 'two models', panel: id, at: 2 });
});

test('what the editor kept last is newer than an old file, and the extension has its say', async () => {
  const folder = newFolder();
  const { panel, says } = openPanel();
  const { panel: id } = new PanelMemory(folder).begin(panel, { subject: 'a' }).state;
  says({ kind: 'keep', state: { draft: 'old', panel: id, at: 1 } });
  await written(folder, '"old"');
  const kept = { draft: 'new', subject: 'b', panel: id, at: 2 };
  assert.deepEqual(await afterReload(folder, kept), { draft: 'new', subject: 'a', panel: id, at: 2 });
});

test('panels that did not say which they are get what is left, the last first, each its own', async () => {
  const folder = newFolder();
  const memory = new PanelMemory(folder);
  for (const subject of ['first', 'second']) {
    memory.begin(openPanel().panel, { subject });
    await written(folder, subject);
    await sleep(50); // So that the files have different ages.
  }
  const later = new PanelMemory(folder);
  const states = await Promise.all([1, 2, 3].map(async () => (await later.restore(openPanel().panel, null)).state));
  assert.deepEqual(
    states.map(({ subject }) => subject),
    ['second', 'first', undefined],
  );
  const other = await new PanelMemory(folder).restore(openPanel('hovle.other').panel, null);
  assert.equal(other.state['subject'], undefined);
});

test('a panel that was closed is remembered no more', async () => {
  const folder = newFolder();
  const { panel, closes } = openPanel();
  new PanelMemory(folder).begin(panel, { subject: 'a' });
  await written(folder, 'subject');
  closes();
  await until(() => (readdirSync(folder).length === 0 ? true : undefined));
});

test('what is no state is not kept, and a file that is damaged is as good as none', async () => {
  const folder = newFolder();
  const { panel, says } = openPanel();
  const record = new PanelMemory(folder).begin(panel, {});
  says({ kind: 'keep', state: 'text' });
  says({ kind: 'keep', state: { draft: 'x'.repeat(600_000) } });
  says({ kind: 'ask', state: { draft: 'x' } });
  assert.deepEqual(Object.keys(record.state), ['panel']);
  const damaged = newFolder();
  mkdirSync(damaged);
  writeFileSync(path.join(damaged, 'hovle.kind abc.json'), '{"page":');
  const state = await afterReload(damaged, { panel: 'abc', draft: 'kept' });
  assert.deepEqual(state, { panel: 'abc', draft: 'kept' });
  const { panel: made } = await afterReload(damaged, { panel: '../../elsewhere' }, 'hovle.other');
  assert.match(String(made), /^[\w-]{36}$/);
});
