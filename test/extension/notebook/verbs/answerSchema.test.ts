import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ExtensionError } from '../../../../src/extension/extensionError.ts';
import { parseSchema } from '../../../../src/extension/notebook/verbs/answerSchema.ts';

test('a schema is an object of JSON', () => {
  assert.deepEqual(parseSchema('{"type": "integer"}', 'it'), { type: 'integer' });
});

test('what is no schema is refused by its name', () => {
  for (const text of ['', '[]', '7', '{"a"']) assert.throws(() => parseSchema(text, 'my.json'), isBadSchema);
});

const isBadSchema = (error: ExtensionError) => error.code === 'cell/bad-schema' && /no JSON schema/.test(error.message);
