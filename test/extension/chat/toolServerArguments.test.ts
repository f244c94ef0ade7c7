import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cli } from '../../engine/cli/cliRun.ts';
import { toolServerArguments, toolServerSettings } from '../../../src/extension/chat/toolServerArguments.ts';
import { readSettings } from '../../../src/extension/settings/settings.ts';

const place = { program: '/dist/cli.mjs', roots: ['/a', '/b c'] };

const told = (model: string, set: Record<string, unknown>) =>
  toolServerArguments({ ...place, model, settings: readSettings((key) => set[key]) });

test('the server of tools answers with the model and the settings of the editor', () => {
  assert.deepEqual(told('/m/large', { device: 'webgpu', precision: 'int8', maxTiles: 6, maxTokens: 90 }), [
    ...['/dist/cli.mjs', 'mcp', '--root', '/a', '--root', '/b c', '--model', '/m/large'],
    ...['--device', 'webgpu', '--max-tokens', '90', '--precision', 'int8', '--max-tiles', '6'],
  ]);
});

test('what was not set is left to it', () => {
  assert.deepEqual(told('', {}), [
    ...['/dist/cli.mjs', 'mcp', '--root', '/a', '--root', '/b c', '--device', 'auto', '--max-tokens', '512'],
  ]);
});

test('it knows each of these options', async (context) => {
  const { stdout } = await cli(context, ['mcp', '--help']);
  const options = told('/m', { precision: 'int4', maxTiles: 1 }).filter((one) => one.startsWith('--'));
  assert.deepEqual(
    options.filter((option) => !stdout.includes(option)),
    [],
  );
});

test('each setting that changes what it is told is watched', () => {
  const before = JSON.stringify(told('', {}));
  const changes = { device: 'cpu', precision: 'int4', maxTiles: 2, maxTokens: 3 };
  for (const [key, value] of Object.entries(changes)) {
    assert.notEqual(JSON.stringify(told('', { [key]: value })), before, key);
    assert.ok(toolServerSettings.includes(key), key);
  }
});
