import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readJsonAnswer } from '../../../../src/extension/notebook/verbs/readJsonAnswer.ts';

const dressings: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `  ${text}\n`,
  (text) => `\`\`\`json\n${text}\n\`\`\``,
  (text) => `Here it is:\n\n\`\`\`\n${text}\n\`\`\`\nAnything else?`,
];

test('any value is found, alone and in a code fence', () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom(...dressings), (text, dress) => {
      assert.deepEqual(readJsonAnswer(dress(text)), { value: JSON.parse(text) as unknown });
    }),
  );
});

test('an object or a list is found between words', () => {
  assert.deepEqual(readJsonAnswer('Sure! {"a": [1]} is it.'), { value: { a: [1] } });
  assert.deepEqual(readJsonAnswer('These: [1, {"b": 2}].'), { value: [1, { b: 2 }] });
});

test('what holds no JSON has a reason', () => {
  for (const text of ['', 'A cat.', '{"a": 1', '}{', '{a: 1}']) {
    const read = readJsonAnswer(text);
    assert.match('problem' in read ? read.problem : '', /^Your answer is not JSON \(.+\)\.$/, text);
  }
});
