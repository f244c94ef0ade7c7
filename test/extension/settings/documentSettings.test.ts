import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readDocumentSettings } from '../../../src/extension/settings/documentSettings.ts';

interface Property {
  default: unknown;
  scope: string;
}

const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  contributes: { configuration: { properties: Record<string, Property> } };
};
const { properties } = contributes.configuration;
const untouched = { marksMissingAltText: false, altTextLanguage: '', pastedImages: 'attachment' };

test('the defaults of package.json are the defaults here, and anything else is taken as not set', () => {
  assert.deepEqual(
    readDocumentSettings((key) => properties[`hovle.${key}`]?.default),
    untouched,
  );
  for (const value of [undefined, 5, null, {}]) {
    assert.deepEqual(
      readDocumentSettings(() => value),
      untouched,
    );
  }
});

test('what is set is used', () => {
  const set: Record<string, unknown> = {
    ...{ 'altText.markMissing': true, 'altText.language': ' de ', 'notebook.pastedImages': 'file' },
  };
  assert.deepEqual(
    readDocumentSettings((key) => set[key]),
    { marksMissingAltText: true, altTextLanguage: 'de', pastedImages: 'file' },
  );
});

test('all that folders may set, and nothing else, is read for a document', () => {
  const read = new Set<string>();
  readDocumentSettings((key) => read.add(`hovle.${key}`));
  const ofFolders = Object.keys(properties).filter((key) => properties[key]?.scope === 'resource');
  assert.deepEqual([...read].sort(), ofFolders.sort());
});
