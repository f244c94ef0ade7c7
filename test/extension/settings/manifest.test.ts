import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

interface Manifest {
  capabilities: { untrustedWorkspaces: { restrictedConfigurations: string[] } };
  contributes: { configuration: { properties: Record<string, { scope?: string }> } };
}

const { capabilities, contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
/** What they name lies on one machine, and is opened or run. */
const ofMachine = ['hovle.model', 'hovle.modelFolders', 'hovle.nodePath'];

test('settings that name files of a machine do not follow the user to others', () => {
  const scopes = ofMachine.map((name) => contributes.configuration.properties[name]?.scope);
  assert.deepEqual(scopes, ['machine-overridable', 'machine-overridable', 'machine']);
});

test('nor are they taken from a workspace that nobody has trusted', () => {
  assert.deepEqual(capabilities.untrustedWorkspaces.restrictedConfigurations, ofMachine);
});
