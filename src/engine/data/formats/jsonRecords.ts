import { basename, dirname, extname } from 'node:path';
import { clause } from '../../api/remarks.ts';
import { openForReading } from '../../checkpoint/readableFile.ts';
import type { Example } from '../example.ts';
import { fail, type RecordPlace } from './badRecord.ts';
import { parseConversation, type Conversation } from './conversation.ts';
import { indexLines } from './indexLines.ts';
import { notJson } from './notJson.ts';
import type { RecordList } from './recordList.ts';
import { withPictures } from './readPictures.ts';

/** A .jsonl file of conversations. Only where its lines lie is kept, so it may be larger than memory. */
export async function jsonRecords(file: string, pictures: string = dirname(file)): Promise<RecordList> {
  const { starts, lengths, numbers, lots } = await indexLines(file);
  const read = async (index: number): Promise<Example> => {
    // The caller keeps the index below the length.
    const text = await readRange(file, starts[index]!, lengths[index]!);
    const conversation = parseLine(text, { file, place: clause('line {number}', { number: numbers[index]! }) });
    return withPictures(conversation, pictures, taskOf(file));
  };
  // The caller keeps the index below the length here as well.
  return { name: file, length: starts.length, lotOf: (index) => lots[index]!, read };
}

/** What scores call the questions of a file. */
export function taskOf(file: string): string {
  return basename(file, extname(file));
}

async function readRange(path: string, start: number, length: number): Promise<string> {
  const file = await openForReading(path);
  try {
    return new TextDecoder().decode(await file.read(start, length));
  } finally {
    await file.close();
  }
}

function parseLine(text: string, at: RecordPlace): Conversation {
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch (error) {
    return fail(at, notJson(error));
  }
  return parseConversation(record, at);
}
