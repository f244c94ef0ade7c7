import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { readSettings } from '../../../src/extension/settings/settings.ts';
import type { Settings } from '../../../src/extension/settings/settings.ts';

const untouched: Settings = {
  ...{ model: '', modelFolders: [], device: 'auto', nodePath: '', maxTokens: 512, temperature: 0 },
  unloadAfterMs: 15 * 60_000,
  explainQuestion: 'Please describe the image in detail.',
  hover: {
    ...{ isEnabled: true, explain: 'onRequest' },
    question: '',
  },
  remoteImages: false,
  offersToolServer: false,
};

interface Property {
  default: unknown;
}

test('the defaults of package.json are the defaults here', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
    contributes: { configuration: { properties: Record<string, Property> } };
  };
  const { properties } = manifest.contributes.configuration;
  assert.deepEqual(
    readSettings((key) => properties[`hovle.${key}`]?.default),
    untouched,
  );
  assert.deepEqual(
    readSettings(() => undefined),
    untouched,
  );
});

test('what is set is used', () => {
  const own = {
    ...{ model: 'nano', modelFolders: ['/m'], device: 'cpu', precision: 'int4', nodePath: '/bin/node', maxTokens: 7 },
    ...{ temperature: 0.5, maxTiles: 3, explainQuestion: 'Why?', remoteImages: true },
  } as const;
  const nested = {
    ...{ 'hover.enabled': false, 'hover.explain': 'always', 'hover.question': 'What?' },
    'tools.mcpServer': true,
    unloadAfterMinutes: 2,
  };
  const set: Record<string, unknown> = { ...own, ...nested };
  assert.deepEqual(
    readSettings((key) => set[key]),
    {
      ...own,
      hover: { isEnabled: false, explain: 'always', question: 'What?' },
      offersToolServer: true,
      unloadAfterMs: 120_000,
    },
  );
});

test('numbers are kept within their limits', () => {
  const high = readSettings(() => 1e9);
  assert.deepEqual([high.maxTokens, high.temperature, high.maxTiles], [100_000, 5, 100]);
  const low = readSettings(() => -1e9);
  assert.deepEqual([low.maxTokens, low.temperature, low.maxTiles], [1, 0, undefined]);
  assert.deepEqual([high.unloadAfterMs, low.unloadAfterMs], [30_000 * 60_000, undefined]);
});

test('anything else is taken as not set', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...Object.keys(untouched), 'precision', 'maxTiles'), fc.anything()),
      (values) => {
        const { maxTokens, temperature, device, modelFolders } = readSettings((key) => values[key]);
        assert.ok(maxTokens >= 1 && maxTokens <= 100_000 && Number.isInteger(maxTokens));
        assert.ok(temperature >= 0 && temperature <= 5);
        assert.ok(['auto', 'cpu', 'webgpu', 'cuda', 'directml', 'coreml'].includes(device));
        assert.ok(modelFolders.every((folder) => typeof folder === 'string'));
      },
    ),
  );
});
