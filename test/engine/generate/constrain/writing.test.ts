import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasCode } from '../../../../src/engine/api/errors.ts';
import { meetable } from '../../../../src/engine/generate/constrain/meetable.ts';
import { readSchema } from '../../../../src/engine/generate/constrain/readSchema.ts';
import type { State } from '../../../../src/engine/generate/constrain/state.ts';
import { writing } from '../../../../src/engine/generate/constrain/writing.ts';

const tree = {
  $ref: '#/$defs/tree',
  $defs: {
    tree: { type: 'object', properties: { of: { type: 'array', items: { $ref: '#/$defs/tree' } } }, required: ['of'] },
  },
};
const marked = (name: string, value: object) => ({
  type: 'object',
  properties: { kind: { const: name }, value },
  required: ['kind', 'value'],
});

/** Texts that may be written, and texts that may not, by schema. */
const cases: readonly { schema: unknown; fits: string[]; not: string[] }[] = [
  {
    schema: {},
    fits: ['null', '{"a": [1, -2.5, "x"]}', '[]', '{}', ' 0'],
    not: ['', '01', '-', '[1,]', '{"a"}', 'nul', '"\n"', '1.'],
  },
  {
    schema: { type: 'integer', minimum: 7, maximum: 120 },
    fits: ['7', '99', '120'],
    not: ['6', '0', '-7', '121', '7.0', '07', '1200'],
  },
  { schema: { type: 'integer', minimum: -5, maximum: -2 }, fits: ['-5', '-2'], not: ['-1', '-6', '0', '5', '-20'] },
  {
    schema: { type: 'number', minimum: 0.25, exclusiveMaximum: 0.5 },
    fits: ['0.25', '0.499999', '0.30'],
    not: ['0.5', '0.2', '0', '0.4999999'],
  },
  { schema: { type: 'integer', multipleOf: 25, minimum: 30 }, fits: ['50', '1000'], not: ['25', '51', '0'] },
  {
    schema: { type: 'string', minLength: 2, maxLength: 3 },
    fits: ['"ab"', '"é😀"', '"\\n\\u00e9x"'],
    not: ['"a"', '"abcd"', '"a\\q"', '"\\ud83d"'],
  },
  {
    schema: { type: 'string', pattern: '^[A-Z]{2}-\\d+$' },
    fits: ['"AB-1"', '"ZZ-0123"'],
    not: ['"A-1"', '"AB-"', '"ab-1"', '"AB-1x"'],
  },
  {
    schema: { type: 'string', pattern: 'a|"b|[^\\d]' },
    fits: ['"a"', '"\\"b"', '"é"', '"\\n"'],
    not: ['"1"', '"ab"', '""'],
  },
  { schema: { type: 'string', format: 'date' }, fits: ['"2024-02-28"'], not: ['"2024-02-30"', '"2024-13-01"'] },
  { schema: { enum: ['red', 3, null] }, fits: ['"red"', '3', 'null'], not: ['"re"', '31', 'true'] },
  { schema: { type: 'string', enum: ['red', 3] }, fits: ['"red"'], not: ['3'] },
  {
    schema: { type: 'array', items: { type: 'boolean' }, minItems: 1, maxItems: 2 },
    fits: ['[true]', '[ true,\nfalse ]'],
    not: ['[]', '[true,true,true]', '[1]'],
  },
  {
    schema: { prefixItems: [{ const: 1 }, { const: 2 }], items: false },
    fits: ['[]', '[1]', '[1,2]'],
    not: ['[2]', '[1,2,3]'],
  },
  {
    schema: { properties: { a: { const: 1 }, b: { const: 2 }, c: { const: 3 } }, required: ['b'] },
    fits: ['{"b":2}', '{"a":1,"b": 2}', '{"b":2,"c":3}', '{ "a": 1, "b": 2, "c": 3 }'],
    not: ['{}', '{"a":1}', '{"b":2,"a":1}', '{"b":2,"b":2}', '{"b":2,"d":4}', '{,"b":2}'],
  },
  {
    schema: { properties: { a: {}, b: {} }, minProperties: 1, maxProperties: 1 },
    fits: ['{"a":0}', '{"b":0}'],
    not: ['{}', '{"a":0,"b":0}'],
  },
  {
    schema: { type: 'object', additionalProperties: { type: 'integer' } },
    fits: ['{}', '{"x":1,"y z":2}'],
    not: ['{"x":"1"}', '{"x":1,}'],
  },
  {
    schema: { required: ['x'], additionalProperties: { const: 1 } },
    fits: ['{"x":1}'],
    not: ['{}', '{"x":2}', '{"y":1}'],
  },
  { schema: tree, fits: ['{"of":[]}', '{"of":[{"of":[]},{"of":[{"of":[]}]}]}'], not: ['{}', '{"of":[1]}'] },
  {
    schema: { anyOf: [{ const: 'ab' }, { const: 'ac' }, { type: 'integer' }] },
    fits: ['"ab"', '"ac"', '12'],
    not: ['"a"', '"ad"'],
  },
  {
    schema: { oneOf: [marked('a', { type: 'null' }), marked('b', {})] },
    fits: ['{"kind":"a","value":null}', '{"kind":"b","value":1}'],
    not: ['{"kind":"a","value":1}'],
  },
  { schema: { anyOf: [{ $ref: '#' }, { type: 'null' }] }, fits: ['null'], not: ['nul', '1'] },
  { schema: { anyOf: [false, { const: 1 }], title: 'T', 'x-note': 1 }, fits: ['1'], not: ['2'] },
];

for (const { schema, fits, not } of cases)
  test(`what may be written for ${JSON.stringify(schema)}`, () => {
    for (const text of fits) assert.ok(isWritten(schema, text), `${text} may be written`);
    for (const text of not) assert.ok(!isWritten(schema, text), `${text} may not`);
  });

test('a schema that is not followed is refused with what it is and where it stands', () => {
  const refused: [unknown, RegExp][] = [
    [{ items: { uniqueItems: true } }, /the keyword uniqueItems, in #\/items\./],
    [{ not: {} }, /the keyword not, in the schema\./],
    [{ allOf: [{}, {}] }, /allOf of several schemas, in #\/allOf/],
    [{ oneOf: [{ type: 'integer' }, { type: 'number' }] }, /oneOf whose cases may hold at once/],
    [{ $ref: 'https://example.com/x' }, /the reference https/],
    [{ $ref: '#/$defs/none' }, /leads nowhere/],
    [{ type: 'string', pattern: '(?=a)b' }, /looks further than the next character/],
    [{ type: 'string', pattern: '(a*)*' }, /repeats what may be empty/],
    [{ type: 'string', pattern: '((a{1,99}){1,99}){1,99}' }, /multiply to too many characters/],
    [{ type: 'string', pattern: '(' }, /the pattern \( /],
    [{ type: 'string', format: 'email' }, /the format "email"/],
    [{ type: 'text' }, /the type "text"/],
    [{ type: 'number', multipleOf: 0.1 }, /multipleOf that is no whole number/],
    [{ anyOf: [{}], minimum: 3 }, /minimum beside anyOf/],
    [{ type: 'string', maxLenght: 3 }, /the keyword maxLenght/],
    [{ type: 'object', minProperties: 2 }, /minProperties without names/],
    [{ minLength: 1, minimum: 1 }, /keywords of several types/],
    [{ type: 'string', minLength: -1 }, /no whole number, in #\/minLength/],
  ];
  for (const [schema, sentence] of refused)
    assert.throws(
      () => readSchema(JSON.stringify(schema)),
      (error) => hasCode(error, 'schema/unsupported') && sentence.test(error.message),
      JSON.stringify(schema),
    );
});

test('what is no schema, or too much of one, is refused', () => {
  for (const text of ['{', '3', '[]', '"x"', 'null'])
    assert.throws(
      () => readSchema(text),
      (error) => hasCode(error, 'schema/not-json'),
      text,
    );
  const many = JSON.stringify({ prefixItems: Array.from({ length: 3000 }, () => true) });
  for (const text of [' '.repeat(100_001), many])
    assert.throws(
      () => readSchema(text),
      (error) => hasCode(error, 'schema/too-large'),
    );
});

test('nothing is written for a schema that no finite value fits', () => {
  const impossible = [
    false,
    { type: 'integer', minimum: 3, maximum: 2 },
    { type: 'integer', multipleOf: 10, minimum: 11, maximum: 19 },
    { enum: [] },
    { $ref: '#' },
    { type: 'string', enum: [3] },
    { properties: { next: { $ref: '#' } }, required: ['next'] },
    { type: 'array', minItems: 2, maxItems: 1 },
    { properties: { a: {} }, minProperties: 2 },
  ];
  for (const schema of impossible) {
    const shape = readSchema(JSON.stringify(schema));
    assert.ok(!meetable(shape)(shape), JSON.stringify(schema));
  }
});

function isWritten(schema: unknown, text: string): boolean {
  const shape = readSchema(JSON.stringify(schema));
  const start: State | undefined = writing(shape, meetable(shape));
  return (
    [...new TextEncoder().encode(text)].reduce<State | undefined>((at, byte) => at?.step(byte), start)?.isEnd ?? false
  );
}

test('a schema that nests choices without end is followed all the same', () => {
  const levels = Array.from({ length: 60 }, (_, level) => [
    `l${level}`,
    { anyOf: [{ $ref: `#/$defs/l${level + 1}` }, { $ref: `#/$defs/l${level + 1}` }] },
  ]);
  const $defs = Object.fromEntries([...levels, ['l60', { const: 1 }]]) as object; // Names with schemas.
  const schema = { $ref: '#/$defs/l0', $defs };
  assert.ok(isWritten(schema, '1'));
});
