import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCell } from '../../../../src/extension/notebook/cell.ts';
import type { CellVerb } from '../../../../src/extension/notebook/verbs/cellVerb.ts';

const good: [line: string, verb: CellVerb][] = [
  ['%json', { kind: 'json', schema: '' }],
  ['%json {"type": "object"}', { kind: 'json', schema: '{"type": "object"}' }],
  ['%json shapes/schema.json', { kind: 'json', schema: 'shapes/schema.json' }],
  ['%caption *.png', { kind: 'caption', glob: '*.png' }],
  [
    '%caption a b/**/*.{png,jpg} > out/captions.csv',
    { kind: 'caption', glob: 'a b/**/*.{png,jpg}', file: 'out/captions.csv' },
  ],
  ['%compare a b', { kind: 'compare', models: ['a', 'b'] }],
  ['%compare "my model" ./b "c d"', { kind: 'compare', models: ['my model', './b', 'c d'] }],
];

const bad = [
  ...['%json {"type":', '%caption', '%caption > a.csv', '%caption * >', '%caption * > a.exe', '%caption * > .csv'],
  ...['%caption * > a.csv > b.csv', '%compare', '%compare a', '%compare "a b"', '%compare a "b'],
];

for (const [line, verb] of good)
  test(`${line} is read`, () => assert.deepEqual(parseCell(`${line}\nWhat?`).options, { verb }));

for (const line of bad)
  test(`${line} is refused with what is wanted`, () =>
    assert.throws(() => parseCell(`${line}\nWhat?`), /Line 1: %\w+ needs /));

test('a cell does one thing', () => {
  const twice = () => parseCell('%json\n%compare a b\nWhat?');
  assert.throws(twice, /Line 2: a cell does one thing: %json or %compare\./);
});

test('a caption needs no words, other verbs do', () => {
  assert.equal(parseCell('%caption *.png').question, '');
  for (const line of ['%json', '%compare a b']) assert.throws(() => parseCell(line), /asks nothing/);
});
