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
  ['%map a red cat', { kind: 'map', word: 'a red cat' }],
];

const bad = [
  ...['%json {"type":', '%caption', '%caption > a.csv', '%caption * >', '%caption * > a.exe', '%caption * > .csv'],
  ...[
    '%caption * > a.csv > b.csv',
    '%compare',
    '%compare a',
    '%compare "a b"',
    '%compare a "b',
    '%map',
    '%method guess',
  ],
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

test('captions and maps need no words of the cell, other verbs do', () => {
  for (const line of ['%caption *.png', '%map cat']) assert.equal(parseCell(line).question, '');
  for (const line of ['%json', '%compare a b']) assert.throws(() => parseCell(line), /asks nothing/);
});

test('a map is made by the method that is named', () => {
  const options = { verb: { kind: 'map', word: 'cat' }, method: 'attention' };
  assert.deepEqual(parseCell('%map cat\n%method Attention').options, options);
});
