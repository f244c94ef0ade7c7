import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { encodedSpans } from '../../scripts/verify/promptChecks.ts';
import type { ReferenceCase } from '../../scripts/verify/referenceSet.ts';
import { readConfig } from '../../src/engine/model/readConfig.ts';
import { readTokenizer } from '../../src/engine/text/readTokenizer.ts';

const model = join(import.meta.dirname, '..', 'golden', 'reference', 'tiny-pre');

/** What stands where in a conversation: its text, and numbers of pictures. */
async function placesOf(asked: Pick<ReferenceCase, 'history' | 'question' | 'images'>): Promise<(string | number)[]> {
  const config = readConfig(await readFile(join(model, 'config.json'), 'utf8'));
  const tokenizer = await readTokenizer(model);
  // Nothing else of a case says where its pictures stand.
  const spans = encodedSpans({ config, tokenizer }, asked as ReferenceCase);
  return spans.map((span) => (span.kind === 'image' ? span.image : tokenizer.decode(span.ids)));
}

test('pictures of a conversation stand in its places in order, in whichever turn', async () => {
  const [, first, between, second, end, ...more] = await placesOf({
    history: [['<image>\nWhat is this?', 'A square.']],
    question: 'And this one? <image>',
    images: ['a.png', 'b.png'],
  });
  assert.deepEqual([first, second, more], [0, 1, []]);
  assert.match(String(between), /What is this\?.*A square\..*And this one\?/s);
  assert.doesNotMatch(`${between}${end}`, /image/);
});

test('pictures without a place stand in front of the first question', async () => {
  const [, first, question, ...more] = await placesOf({
    history: [['What is this?', 'A square.']],
    question: 'And its colour?',
    images: ['a.png'],
  });
  assert.deepEqual([first, more], [0, []]);
  assert.match(String(question), /What is this\?/);
});
