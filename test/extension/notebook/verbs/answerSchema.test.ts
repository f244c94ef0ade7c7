import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ExtensionError } from '../../../../src/extension/extensionError.ts';
import { answerProblem, parseSchema } from '../../../../src/extension/notebook/verbs/answerSchema.ts';

const schema = parseSchema(
  '{"type": "object", "properties": {"count": {"type": "integer", "minimum": 1}}, "required": ["count"]}',
  'it',
);

test('a value that fits has no problem', async () => {
  assert.equal(await answerProblem({ count: 3 }, schema), undefined);
});

test('a value that does not fit has a sentence that names the place', async () => {
  assert.match(
    (await answerProblem({ count: 0 }, schema)) ?? '',
    /does not fit the schema: .*#\/count: 0 is less than 1/,
  );
  assert.match((await answerProblem({}, schema)) ?? '', /"count"/);
  assert.match((await answerProblem('three', schema)) ?? '', /"string" is invalid\. Expected "object"/);
});

test('what is no schema is refused by its name', () => {
  for (const text of ['', '[]', '7', '{"a"']) assert.throws(() => parseSchema(text, 'my.json'), isBadSchema);
});

test('a reference that leads nowhere is a bad schema', async () => {
  await assert.rejects(answerProblem(1, parseSchema('{"$ref": "#/nowhere"}', 'it')), isBadSchema);
});

test('a regular expression that does not end is given up', async () => {
  const value = `${'a'.repeat(40)}!`;
  const endless = parseSchema('{"type": "string", "pattern": "^(a+)+$"}', 'it');
  await assert.rejects(answerProblem(value, endless), isBadSchema);
});

const isBadSchema = (error: ExtensionError) => error.code === 'cell/bad-schema' && /no JSON schema/.test(error.message);
