import { clause } from '../../api/remarks.ts';
import type { Turn } from '../example.ts';
import { fail, type RecordPlace } from './badRecord.ts';
import { dataLimits } from './limits.ts';
import { placeMarks } from './pictureMarks.ts';

/** A record as it was written: names of pictures, and what is said about them. */
export interface Conversation {
  readonly pictures: readonly string[];
  readonly turns: readonly Turn[];
}

/**
 * Reads a record of LLaVA, ShareGPT or InternVL: `image` (a name or several) and `conversations` of `from` and `value`; or, as others
 * write it, `messages` of `role` and `content`, `question` and `answer`, or a `caption`.
 */
export function parseConversation(record: unknown, at: RecordPlace): Conversation {
  if (!isRecord(record)) return fail(at, clause('it is no JSON object'));
  const pictures = picturesOf(record, at);
  return { pictures, turns: parseTurns(record, pictures.length, at) };
}

/** What a record says of pictures that are known already, which it may not name. */
export function parseTurns(record: unknown, pictures: number, at: RecordPlace): Turn[] {
  if (!isRecord(record)) return fail(at, clause('it is no JSON object'));
  const turns = turnsOf(record, at);
  if (turns.length > dataLimits.turnsPerRecord)
    return fail(at, clause('it has {count} turns', { count: turns.length }));
  if (turns.length === 0) return fail(at, clause('it has no question with an answer'));
  return placeMarks(turns, pictures, at);
}

/** Whether a parsed value has named fields. */
export function isRecord(value: unknown): value is { readonly [field: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Where records name their pictures; the first of these fields that a record has counts. */
export const pictureFields = ['image', 'images', 'file_name'] as const;

/** What a record names as pictures: `image` is a name, a list of names, or absent in records of text alone. */
export function namedPictures(record: { readonly [field: string]: unknown }): readonly unknown[] {
  const named = pictureFields.map((field) => record[field]).find((value) => value !== undefined && value !== null);
  if (named === undefined) return [];
  return Array.isArray(named) ? named : [named];
}

function picturesOf(record: { readonly [field: string]: unknown }, at: RecordPlace): string[] {
  const names = namedPictures(record);
  if (names.length > dataLimits.picturesPerRecord)
    return fail(at, clause('it names {count} pictures', { count: names.length }));
  return names.map((name) =>
    typeof name === 'string' && name !== '' ? name : fail(at, clause('image is no file name')),
  );
}

function turnsOf(record: { readonly [field: string]: unknown }, at: RecordPlace): Turn[] {
  const said = record['conversations'] ?? record['messages'] ?? record['conversation'];
  if (Array.isArray(said))
    return pairUp(
      said.map((line) => lineOf(line, at)),
      at,
    );
  const { question, answer } = record;
  if (typeof question === 'string' && typeof answer === 'string') return [{ question: question.trim(), answer }];
  const caption = record['caption'] ?? record['text'];
  if (typeof caption === 'string') return [captionTurn(caption)];
  return fail(at, clause('it has neither conversations nor messages, question and answer, caption or text'));
}

/** A caption as an answer. Data that holds captions alone was made to be asked so. */
export function captionTurn(caption: string): Turn {
  return { question: 'Please describe the image in detail.', answer: caption.trim() };
}

interface Line {
  readonly isQuestion: boolean;
  readonly isSystem: boolean;
  readonly text: string;
}

const askers = new Set(['human', 'user']);
const answerers = new Set(['gpt', 'assistant', 'model', 'bot', 'chatgpt']);

function lineOf(line: unknown, at: RecordPlace): Line {
  if (!isRecord(line)) return fail(at, clause('a line of the conversation is no object'));
  const speaker = line['from'] ?? line['role'];
  const text = line['value'] ?? line['content'];
  if (typeof speaker !== 'string' || typeof text !== 'string')
    return fail(at, clause('a line of the conversation has no speaker or text'));
  const name = speaker.toLowerCase();
  if (name !== 'system' && !askers.has(name) && !answerers.has(name))
    return fail(at, clause('nobody is called {speaker} in a conversation', { speaker }));
  return { isQuestion: askers.has(name), isSystem: name === 'system', text };
}

/** Questions and answers in turn. A system line is the model's own business; a question without an answer at the end is left out. */
function pairUp(all: readonly Line[], at: RecordPlace): Turn[] {
  const lines = all.filter(({ isSystem }) => !isSystem);
  const turns: Turn[] = [];
  for (let place = 0; place + 1 < lines.length; place += 2) {
    const [asked, answered] = [lines[place], lines[place + 1]];
    if (!asked?.isQuestion || !answered || answered.isQuestion)
      return fail(at, clause('questions and answers do not alternate'));
    turns.push({ question: asked.text.trim(), answer: answered.text.trim() });
  }
  return turns;
}
