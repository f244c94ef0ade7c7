import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ExtensionError } from '../../../src/extension/extensionError.ts';
import { parseSchema, schemaProblem } from '../../../src/extension/notebook/jsonSchema.ts';

const schema = parseSchema(
  '{"type": "object", "properties": {"count": {"type": "integer", "minimum": 1}}, "required": ["count"]}',
  'it',
);

test('a value that fits has no problem', () => {
  assert.equal(schemaProblem({ count: 3 }, schema), undefined);
});

test('a value that does not fit has a sentence that names the place', () => {
  assert.match(schemaProblem({ count: 0 }, schema) ?? '', /does not fit the schema: .*#\/count: 0 is less than 1/);
  assert.match(schemaProblem({}, schema) ?? '', /"count"/);
  assert.match(schemaProblem('three', schema) ?? '', /"string" is invalid\. Expected "object"/);
});

test('what is no schema is refused by its name', () => {
  for (const text of ['', '[]', '7', '{"a"']) assert.throws(() => parseSchema(text, 'my.json'), isBadSchema);
});

test('a reference that leads nowhere is a bad schema', () => {
  assert.throws(() => schemaProblem(1, { $ref: '#/nowhere' }), isBadSchema);
});

test('a regular expression that does not end is given up', () => {
  const value = `${'a'.repeat(40)}!`;
  assert.throws(() => schemaProblem(value, { type: 'string', pattern: '^(a+)+$' }), isBadSchema);
});

const isBadSchema = (error: ExtensionError) => error.code === 'cell/bad-schema' && /no JSON schema/.test(error.message);
