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

/** Paragraphs in order, as many as fit in one piece; longer ones are cut at the ends of lines, or between words, where there are any. */
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
  const pieces: string[] = [];
  const text = paragraph.trim();
  for (let start = 0; start < text.length;) {
    const end = endOf(text, start);
    pieces.push(text.slice(start, end).trim());
    start = end;
  }
  return pieces.filter((piece) => piece !== '');
}

/** Where a piece that begins at `start` ends. A line's end or a space too near to its beginning would leave little of it. */
function endOf(text: string, start: number): number {
  const most = start + pieceLength;
  if (most >= text.length) return text.length;
  const ends = ['\n', ' '].map((between) => text.lastIndexOf(between, most));
  return ends.find((end) => end > start + pieceLength / 2) ?? ends.find((end) => end > start) ?? most;
}
