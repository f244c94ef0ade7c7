import { contentLot } from '../contentLot.ts';
import { readText } from '../../checkpoint/readableFile.ts';
import { taskOf } from './jsonRecords.ts';
import { dataLimits } from './limits.ts';
import type { RecordList } from './recordList.ts';

// About five hundred tokens: a row of training that is not mostly padding.
const pieceLength = 2000;

/** Plain text to learn a language from: paragraphs, joined up to some length. A piece is an answer to no question. */
export async function textRecords(file: string): Promise<RecordList> {
  const pieces = cut(await readText(file, dataLimits.jsonBytes));
  return {
    name: file,
    length: pieces.length,
    // The caller keeps the index below the length.
    lotOf: (index) => contentLot(pieces[index]!),
    read: async (index) => ({ pictures: [], turns: [{ question: '', answer: pieces[index]! }], task: taskOf(file) }),
  };
}

/** Paragraphs in order, as many as fit in one piece; longer ones are cut between words where there are any. */
function cut(text: string): string[] {
  const pieces: string[] = [];
  for (const paragraph of text.split(/\n\s*\n/).flatMap(shorten)) {
    const last = pieces.at(-1);
    const joined = last === undefined ? '' : `${last}\n\n${paragraph}`;
    if (last !== undefined && joined.length <= pieceLength) pieces[pieces.length - 1] = joined;
    else pieces.push(paragraph);
  }
  return pieces;
}

function shorten(paragraph: string): string[] {
  const text = paragraph.trim();
  if (text.length <= pieceLength) return text === '' ? [] : [text];
  const space = text.lastIndexOf(' ', pieceLength);
  const end = space > 0 ? space : pieceLength;
  return [text.slice(0, end), ...shorten(text.slice(end))];
}
