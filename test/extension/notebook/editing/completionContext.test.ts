import assert from 'node:assert/strict';
import { test } from 'node:test';
import { completionContext } from '../../../../src/extension/notebook/editing/completionContext.ts';

const cases: [line: string, expected: unknown][] = [
  ['%', { kind: 'directive', written: '%' }],
  ['%mo', { kind: 'directive', written: '%mo' }],
  ['%model ', { kind: 'value', directive: 'model', written: '' }],
  ['%model ho', { kind: 'value', directive: 'model', written: 'ho' }],
  ['%compare a b-', { kind: 'value', directive: 'compare', written: 'b-' }],
  ['![](', { kind: 'picture', written: '' }],
  ['See ![a cat](pictures/ca', { kind: 'picture', written: 'pictures/ca' }],
  ['![](<my pict', { kind: 'picture', written: 'my pict' }],
  ['![](a.png) and ![](', { kind: 'picture', written: '' }],
  ['![](a.png)', undefined],
  ['100 % of', undefined],
  ['[link](', undefined],
];

for (const [line, expected] of cases)
  test(`${line}: ${expected === undefined ? 'nothing is offered' : JSON.stringify(expected)}`, () =>
    assert.deepEqual(completionContext(line), expected));
