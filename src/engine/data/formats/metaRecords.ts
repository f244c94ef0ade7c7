import { dirname, extname } from 'node:path';
import { EngineError, hasCode } from '../../api/errors.ts';
import { clause, type Remark } from '../../api/remarks.ts';
import { readText } from '../../checkpoint/readableFile.ts';
import { isRecord, parseConversation } from './conversation.ts';
import { insideFolder } from './insideFolder.ts';
import { jsonRecords, taskOf } from './jsonRecords.ts';
import { dataLimits } from './limits.ts';
import { notJson } from './notJson.ts';
import { recordLot } from './recordLot.ts';
import type { RecordList } from './recordList.ts';
import { withPictures } from './readPictures.ts';

/** A .json file: an array of conversations as LLaVA has it, or InternVL's list of files with their pictures' folders. */
export async function metaRecords(file: string, pictures: string = dirname(file)): Promise<RecordList[]> {
  const parsed = parseWhole(file, await readWhole(file));
  if (Array.isArray(parsed)) return [arrayRecords(file, pictures, parsed)];
  if (!isRecord(parsed) || !Object.values(parsed).some(isMeant)) throw new EngineError('data/other-json', { file });
  const entries = Object.entries(parsed).map(([name, entry]) => parseEntry(name, entry, file));
  const lists = await Promise.all(entries.map((entry) => openEntry(entry, pictures)));
  return lists.flat();
}

async function readWhole(file: string): Promise<string> {
  try {
    return await readText(file, dataLimits.jsonBytes);
  } catch (error) {
    if (!hasCode(error, 'checkpoint/file-too-large')) throw error;
    const { sizeBytes, limitBytes } = error.details;
    const lines = `${file.slice(0, -extname(file).length)}.jsonl`;
    throw new EngineError('data/list-too-large', { file, lines, sizeBytes, limitBytes }, { cause: error });
  }
}

function parseWhole(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new EngineError('data/bad-file', { file, reason: notJson(error) });
  }
}

function arrayRecords(file: string, pictures: string, records: readonly unknown[]): RecordList {
  return {
    name: file,
    length: records.length,
    lotOf: (index) => recordLot(records[index]),
    read: async (index) => {
      const conversation = parseConversation(records[index], {
        file,
        place: clause('record {number}', { number: index + 1 }),
      });
      return withPictures(conversation, pictures, taskOf(file));
    },
  };
}

/** Whether a value is an entry of InternVL's list, however badly written: other JSON has no such fields. */
function isMeant(entry: unknown): boolean {
  return isRecord(entry) && ('annotation' in entry || 'root' in entry);
}

/** InternVL's entry: where the pictures are, which file asks about them, and how often it is gone through. */
interface MetaEntry {
  readonly name: string;
  readonly root: string;
  readonly annotation: string;
  readonly repeats: number;
}

const mostRepeats = 100;

function parseEntry(name: string, entry: unknown, file: string): MetaEntry {
  const bad = (problem: Remark): never => {
    const reason = clause('its entry {name} {problem}', { name, problem });
    throw new EngineError('data/bad-file', { file, reason });
  };
  if (!isRecord(entry)) return bad(clause('is no object'));
  const { root = '', annotation, repeat_time: repeats = 1 } = entry;
  if (typeof root !== 'string') return bad(clause('has a root that is no folder name'));
  if (typeof annotation !== 'string') return bad(clause('has no annotation, the file that asks about the pictures'));
  if (typeof repeats !== 'number' || !(repeats > 0 && repeats <= mostRepeats))
    return bad(clause('has a repeat_time that is not above 0 and at most {most}', { most: mostRepeats }));
  return { name, root, annotation, repeats };
}

async function openEntry({ name, root, annotation, repeats }: MetaEntry, folder: string): Promise<RecordList[]> {
  const file = insideFolder(folder, annotation);
  const records = await jsonRecords(file, insideFolder(folder, root));
  return repeated({ ...records, name }, repeats);
}

/** As often as asked; half a time is every second record, so that all of the file is touched. */
function repeated(list: RecordList, times: number): RecordList[] {
  const whole = Array.from({ length: Math.floor(times) }, () => list);
  const length = Math.round(list.length * (times % 1));
  if (length === 0) return whole;
  const spread = (index: number): number => Math.floor((index * list.length) / length);
  const part = { name: list.name, length, lotOf: (index: number) => list.lotOf(spread(index)) };
  return [...whole, { ...part, read: (index) => list.read(spread(index)) }];
}
