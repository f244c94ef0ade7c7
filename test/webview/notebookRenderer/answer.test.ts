import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ExplanationMessage } from '../../../src/webview/protocol.ts';
import { answerMark, readFromAnswerRenderer } from '../../../src/webview/protocol.ts';
import { readAnswerFacts } from '../../../src/webview/notebookRenderer/answerFacts.ts';
import { readExplanation, similarityOf, wordsOf } from '../../../src/webview/notebookRenderer/explanation.ts';
import { sharesOf } from '../../../src/webview/notebookRenderer/wordMap.ts';

const whole = {
  ...{ version: 1, text: 'A cat.', model: 'nano', trained: true, device: 'cpu', precision: 'int8' },
  timings: { firstTokenMs: 500, decodeMs: 1500, decodeTokens: 12 },
};

test('an answer is read with what made it', () => {
  const provenance = 'nano · int8 · cpu · 12 tokens in 2.0 s';
  assert.deepEqual(readAnswerFacts(whole), {
    text: 'A cat.',
    trained: true,
    provenance,
    end: '',
    hasPicture: true,
    mark: answerMark(whole),
  });
  assert.deepEqual(readAnswerFacts({ ...whole, trained: false, timings: 'fast', model: 7 }), {
    ...{
      text: 'A cat.',
      trained: false,
      provenance: 'int8 · cpu',
      end: '',
      hasPicture: true,
      mark: '["A cat.","fast"]',
    },
  });
  const ofSmall = readAnswerFacts({ ...whole, small: true });
  assert.ok('provenance' in ofSmall && ofSmall.provenance.endsWith('2.0 s · very small, often wrong'));
  const ends = ['stop', 'length', 'context', 'cancelled', 7].map((finish) => readAnswerFacts({ ...whole, finish }));
  assert.deepEqual(
    ends.map((facts) => 'end' in facts && facts.end.slice(0, 19)),
    ['', 'Cut here: %max_toke', 'Cut here: the model', 'Stopped.', ''],
  );
});

test('an answer without a picture says so, for there is nothing that it rests on', () => {
  const facts = [[], [{ path: 'a.png' }], undefined].map((images) => readAnswerFacts({ ...whole, images }));
  assert.deepEqual(
    facts.map((each) => 'hasPicture' in each && each.hasPicture),
    [false, true, true],
  );
});

test('the picture of an answer is known by its path, where the answer says it', () => {
  const kept = (asked: unknown) => (readAnswerFacts({ ...whole, asked }) as { picture?: string }).picture;
  assert.equal(kept({ picture: 'a.png' }), 'a.png');
  for (const damaged of [undefined, null, 'a.png', {}, { picture: 7 }, { picture: 'a'.repeat(5000) }])
    assert.equal(kept(damaged), undefined);
});

test('an answer of a newer version and one that was edited are told apart, and nothing throws', () => {
  assert.deepEqual(readAnswerFacts({ ...whole, version: 2 }), { problem: 'newer' });
  for (const damaged of [undefined, null, 'text', 7, [], {}, { version: 1 }, { version: 1, text: 7 }])
    assert.deepEqual(readAnswerFacts(damaged), { problem: 'damaged' });
  fc.assert(fc.property(fc.anything(), (value) => assert.doesNotThrow(() => readAnswerFacts(value))));
});

const patch = (column: number) => ({ kind: 'patch', image: 0, tile: 0, row: 0, column, thumbnail: false }) as const;
const floats = (values: number[]) => Buffer.from(Float32Array.from(values).buffer).toString('base64');
const picture = {
  ...{ path: 'a.png', width: 2, height: 1, grid: [1, 1] as [number, number], tiles: 1, shownWidth: 2, shownHeight: 1 },
  rgb: Buffer.from([1, 2, 3, 4, 5, 6]).toString('base64'),
};
const message: ExplanationMessage = {
  pieces: [
    { text: ' A', probability: 0.5 },
    { text: ' c', probability: 0.5 },
    { text: 'at', probability: 0.25 },
  ],
  patches: [patch(0), patch(1)],
  similarity: floats([0.1, 0.2, 0.4, 0, 0.6, 0.1]),
  pictures: [picture],
};

test('an explanation arrives as it was sent', () => {
  const read = readExplanation(message);
  assert.deepEqual(
    [...(read?.similarity ?? [])].map((value) => Number(value.toFixed(3))),
    [0.1, 0.2, 0.4, 0, 0.6, 0.1],
  );
  assert.deepEqual([...(read?.pictures[0]?.rgb ?? [])], [1, 2, 3, 4, 5, 6]);
});

test('an explanation whose parts do not fit together is none', () => {
  assert.equal(readExplanation({ ...message, similarity: floats([1, 2]) }), undefined);
  assert.equal(readExplanation({ ...message, pictures: [{ ...picture, shownWidth: 9 }] }), undefined);
});

test('pieces are joined into words, whose probabilities are those of all their pieces', () => {
  assert.deepEqual(wordsOf(message.pieces), [
    { text: ' A', pieces: [0], probability: 0.5 },
    { text: ' cat', pieces: [1, 2], probability: 0.125 },
  ]);
  assert.deepEqual(wordsOf([]), []);
});

test('the map of a word is the mean of its pieces, from its farthest patch to its nearest', () => {
  const [view] = similarityOf(readExplanation(message)!, [1, 2]).views;
  const { shares_P, least, most } = sharesOf(view!);
  assert.deepEqual([...shares_P], [1, 0]);
  assert.deepEqual(
    [least, most].map((value) => Number(value.toFixed(3))),
    [0.05, 0.5],
  );
  const flat = similarityOf(readExplanation({ ...message, similarity: floats(new Array<number>(6).fill(0.3)) })!, [0]);
  assert.deepEqual([...sharesOf(flat.views[0]!).shares_P], [0.5, 0.5]);
});

test('in scripts without spaces every piece is a word', () => {
  const pieces = ['猫', '在', ' the', ' h', 'at', '。'].map((text) => ({ text, probability: 0.5 }));
  assert.deepEqual(
    wordsOf(pieces).map(({ text }) => text),
    ['猫', '在', ' the', ' hat。'],
  );
});

test('only a question about an answer is taken for one', () => {
  const question = { kind: 'explain', id: '1', mark: 'm' };
  assert.deepEqual(readFromAnswerRenderer({ ...question, more: 1 }), question);
  for (const other of [
    null,
    'explain',
    { kind: 'explain' },
    { ...question, id: 1 },
    { ...question, mark: {} },
    { ...question, kind: 'x' },
  ])
    assert.equal(readFromAnswerRenderer(other), undefined);
});

test('a map is asked for by method and pieces, or given up', () => {
  const question = { kind: 'map', id: '1', mark: 'm', method: 'gradient', first: 2, count: 1 };
  assert.deepEqual(readFromAnswerRenderer({ ...question, more: 1 }), question);
  assert.deepEqual(readFromAnswerRenderer({ kind: 'stop', id: '1' }), { kind: 'stop', id: '1' });
  for (const other of [{ method: 'guess' }, { first: 0.5 }, { count: '1' }, { mark: 7 }, { id: undefined }])
    assert.equal(readFromAnswerRenderer({ ...question, ...other }), undefined);
});
