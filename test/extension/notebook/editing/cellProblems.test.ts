import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseCell } from '../../../../src/extension/notebook/cell.ts';
import { directiveProblems } from '../../../../src/extension/notebook/editing/cellProblems.ts';
import { nearest } from '../../../../src/extension/notebook/editing/nearest.ts';

test('an unknown directive is marked by its name, with the one that was meant and an escape', () => {
  const text = '![](a.png)\r\n%modle slow\r\nWhy?';
  const [problem, ...others] = directiveProblems(text);
  assert.equal(text.slice(problem?.from, problem?.to), '%modle');
  assert.deepEqual([problem?.fixes, others], [['%model', '\\%modle'], []]);
});

test('a bad value is marked with the whole line, and says what is wanted', () => {
  const [problem] = directiveProblems('Why?\n%temperature hot  ');
  assert.deepEqual([problem?.from, problem?.to, problem?.fixes], [5, 21, []]);
  assert.match(problem?.message ?? '', /Line 2: %temperature needs a number from 0 to 5, not “hot”\./);
});

test('each line has its own problem', () => {
  const found = directiveProblems('%seed x\n%seed 1\n%json\n%compare a b\n%nothing');
  assert.deepEqual(
    found.map(({ message }) => /^Line (\d)/.exec(message)?.[1]),
    ['1', '4', '5'],
  );
});

test('a text has problems exactly when running it would refuse a directive', () => {
  const line = fc.constantFrom('%seed 1', '%seed', '%sede 1', '%json', '%caption *', '%compare a', 'Why?', '\\%x', '%');
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const text = ['Why?', ...lines].join('\n');
      assert.equal(directiveProblems(text).length === 0, isReadable(text), text);
    }),
  );
});

test('what was meant differs by little, and nothing was meant by other words', () => {
  const names = ['model', 'temperature', 'max_tokens', 'seed', 'json', 'continue'];
  const cases = {
    modle: 'model',
    Temprature: 'temperature',
    maxtokens: 'max_tokens',
    sed: 'seed',
    contineu: 'continue',
  };
  for (const [written, meant] of Object.entries(cases)) assert.equal(nearest(written, names), meant);
  for (const other of ['', 'picture', 'x', 'xml', 'x'.repeat(100_000)]) assert.equal(nearest(other, names), undefined);
});

function isReadable(text: string): boolean {
  try {
    parseCell(text);
    return true;
  } catch {
    return false;
  }
}
