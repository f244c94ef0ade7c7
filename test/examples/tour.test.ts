import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseCell } from '../../src/extension/notebook/cell.ts';
import { parseNotebook, printNotebook } from '../../src/extension/notebook/nbformat.ts';

const examples = join(import.meta.dirname, '..', '..', 'examples');
const text = readFileSync(join(examples, 'tour.hovle'), 'utf8');
const noNewId = () => assert.fail('every cell of the tour has its own id');
const tour = parseNotebook(text, noNewId);
const questions = tour.cells.filter(({ kind }) => kind === 'code').map((cell) => parseCell(cell.text));

test('the tour is written as the editor would save it', () => {
  assert.equal(printNotebook(tour, noNewId), text);
});

test('the Chinese tour has the same cells, and what they tell is Chinese', () => {
  const translated = readFileSync(join(examples, '..', 'media', 'tour.zh-cn.hovle'), 'utf8');
  const chinese = parseNotebook(translated, noNewId);
  assert.equal(printNotebook(chinese, noNewId), translated);
  const asked = ({ cells }: typeof tour) => cells.map((cell) => (cell.kind === 'code' ? cell : { id: cell.id }));
  assert.deepEqual(asked(chinese), asked(tour));
  const told = chinese.cells.filter(({ kind }) => kind === 'markdown');
  assert.ok(told.every(({ text: words }) => /\p{Script=Han}/u.test(words)));
});

test('the tour holds no answers yet', () => {
  assert.ok(tour.cells.every(({ outputs, executionCount }) => outputs.length === 0 && executionCount === null));
});

test('every picture that the tour asks about is there', () => {
  const pictures = questions.flatMap(({ images }) => images);
  assert.ok(pictures.length > 0);
  assert.deepEqual(
    pictures.filter((name) => !existsSync(join(examples, name))),
    [],
  );
});

test('every example picture is small enough to clone without a thought', () => {
  const pictures = readdirSync(examples).filter((name) => /[.](png|jpg)$/.test(name));
  assert.ok(pictures.length >= 4);
  assert.ok(pictures.every((name) => statSync(join(examples, name)).size < 60_000));
});
