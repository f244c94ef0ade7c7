import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import { ExplanationCache } from '../../../src/extension/explain/explanationCache.ts';

const key = { hashes: ['ab'], maker: 'nano', prompt: 'What?' };
const explanation = { text: 'A cat.', trained: true, provenance: 'nano · int4 · cpu' };

test('an answer is found again, by another window too, and only for the same pictures, model, settings and prompt', () =>
  inFolder(async (folder) => {
    await new ExplanationCache(folder).set(key, explanation);
    const other = new ExplanationCache(folder);
    assert.deepEqual(await other.get(key), explanation);
    for (const change of [{ hashes: ['cd'] }, { hashes: ['ab', 'ab'] }, { maker: 'other' }, { prompt: 'Why?' }])
      assert.equal(await other.get({ ...key, ...change }), undefined);
  }));

test('beyond the bound the answers go that were not read for longest', () =>
  inFolder(async (folder) => {
    const cache = new ExplanationCache(folder, 2);
    for (const prompt of ['1', '2']) await cache.set({ ...key, prompt }, explanation);
    await sleep(20);
    await cache.get({ ...key, prompt: '1' });
    await cache.set({ ...key, prompt: '3' }, explanation);
    const kept = await Promise.all(['1', '2', '3'].map((prompt) => cache.get({ ...key, prompt })));
    assert.deepEqual(
      kept.map((found) => found !== undefined),
      [true, false, true],
    );
  }));

test('a damaged file counts as no answer', () =>
  inFolder(async (folder) => {
    const cache = new ExplanationCache(folder);
    await cache.set(key, explanation);
    for (const damaged of ['', '{"text"', '{"text": 7}', 'null']) {
      writeFileSync(path.join(folder, readdirSync(folder)[0] ?? ''), damaged);
      assert.equal(await cache.get(key), undefined);
    }
  }));

test('many writers at once leave whole files and nothing beside them', () =>
  inFolder(async (folder) => {
    const caches = [new ExplanationCache(folder), new ExplanationCache(folder)];
    await Promise.all(caches.flatMap((cache) => Array.from({ length: 20 }, () => cache.set(key, explanation))));
    assert.equal(readdirSync(folder).length, 1);
    assert.deepEqual(await caches[0]?.get(key), explanation);
  }));

test('clearing forgets everything, also where there is nothing', () =>
  inFolder(async (folder) => {
    const cache = new ExplanationCache(path.join(folder, 'later'));
    await cache.clear();
    await cache.set(key, explanation);
    await cache.clear();
    assert.equal(await cache.get(key), undefined);
  }));

async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'hovle-cache-'));
  try {
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
