import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { imageTools } from '../../../src/engine/tools/imageTools.ts';

interface DeclaredTool {
  name: string;
  modelDescription: string;
  inputSchema: unknown;
}

test('package.json declares the tools that are registered, with their descriptions and inputs', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
    contributes: { languageModelTools: DeclaredTool[] };
  };
  const declared = manifest.contributes.languageModelTools.map(({ name, modelDescription, inputSchema }) => {
    return { name, modelDescription, inputSchema };
  });
  const registered = Object.entries(imageTools).map(([name, { description, inputSchema }]) => {
    return { name: `hovle_${name}`, modelDescription: description, inputSchema };
  });
  assert.deepEqual(declared, registered);
});
