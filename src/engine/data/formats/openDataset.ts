import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { EngineError, hasCode } from '../../api/errors.ts';
import { clause } from '../../api/remarks.ts';
import { asReadError } from '../../checkpoint/diskErrors.ts';
import type { ExampleSource } from '../example.ts';
import { joinRecords, type PartOptions } from './joinRecords.ts';
import { jsonRecords } from './jsonRecords.ts';
import { metaRecords } from './metaRecords.ts';
import { parquetRecords } from './parquetRecords.ts';
import { pictureRecords } from './pictureRecords.ts';
import type { RecordList } from './recordList.ts';
import { tarRecords } from './tarRecords.ts';
import { textRecords } from './textRecords.ts';

/** Which examples of a data set are wanted, and where its pictures are. */
export interface DatasetOptions extends PartOptions {
  /** The folder that pictures are named from, and must lie in; that of the file where absent. */
  readonly pictures?: string;
}

/**
 * Opens data as others store it. A file: conversations as LLaVA, ShareGPT and InternVL write them (.json, .jsonl), a list of such
 * files (.json), WebDataset (.tar), Parquet with pictures in it, text. A folder: such files, or pictures with captions beside them.
 */
export async function openDataset(path: string, options: DatasetOptions = {}): Promise<ExampleSource> {
  const lists = await openLists(path, options);
  const source = joinRecords(path, lists, options);
  if (source.length === 0) throw new EngineError('data/empty', { path });
  return source;
}

type OpenFile = (file: string, options: DatasetOptions) => Promise<RecordList[]>;

/** What reads files with each ending. */
const readers: { readonly [ending: string]: OpenFile } = {
  '.jsonl': async (file, { pictures }) => [await jsonRecords(file, pictures)],
  '.json': async (file, { pictures }) => metaRecords(file, pictures),
  '.tar': async (file) => [await tarRecords(file)],
  '.parquet': async (file) => [await parquetRecords(file)],
  '.txt': async (file) => [await textRecords(file)],
  '.md': async (file) => [await textRecords(file)],
};

const known = [
  clause('.json and .jsonl with conversations'),
  clause('.json that lists such files'),
  '.tar (WebDataset)',
  '.parquet',
  clause('.txt and .md'),
  clause('folders of these or of pictures'),
];

async function openLists(path: string, options: DatasetOptions): Promise<RecordList[]> {
  if (await isFolder(path)) return openFolder(path, options);
  const reader = readers[extname(path).toLowerCase()];
  if (!reader && isPacked(path)) throw new EngineError('data/packed', { file: path });
  if (!reader) throw new EngineError('data/unknown-format', { path, known });
  return reader(path, options);
}

/**
 * Files of records come first: the pictures beside them or below are theirs. Without any, the pictures are the data, and
 * text beside them is captions and notes; without pictures, text is data too.
 */
async function openFolder(folder: string, options: DatasetOptions): Promise<RecordList[]> {
  const all = (await readdir(folder)).sort();
  const names = all.filter((name) => readers[extname(name).toLowerCase()]);
  const [texts, files] = partition(names, (name) => textEndings.has(extname(name).toLowerCase()));
  const { lists, others } = await openRecords(folder, files, options);
  const pictures = lists.length > 0 && texts.length === 0 ? undefined : await pictureRecords(folder);
  if (pictures && pictures.length > 0) return lists.length > 0 ? lists : [pictures];
  for (const name of texts) lists.push(await textRecords(join(folder, name)));
  if (lists.length === 0) refuseFolder(folder, all, others);
  return lists;
}

/** Says what there is instead of data, where there is something. */
function refuseFolder(folder: string, names: readonly string[], [other]: readonly EngineError[]): void {
  const packed = names.find(isPacked);
  if (packed !== undefined) throw new EngineError('data/packed', { file: join(folder, packed) });
  if (other) throw other;
}

function isPacked(name: string): boolean {
  return ['.gz', '.tgz'].includes(extname(name).toLowerCase());
}

const textEndings: ReadonlySet<string> = new Set(['.txt', '.md']);

function partition<T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}

/** The files of a folder that hold records, and why others do not: folders hold JSON of many kinds. */
async function openRecords(
  folder: string,
  names: readonly string[],
  options: DatasetOptions,
): Promise<{ lists: RecordList[]; others: EngineError[] }> {
  const lists: RecordList[] = [];
  const others: EngineError[] = [];
  // One after another: each may read a large file while it is opened.
  for (const name of names) {
    try {
      const opened = await openLists(join(folder, name), { pictures: folder, ...options });
      await refuseOther(name, opened);
      lists.push(...opened);
    } catch (error) {
      if (!isOtherJson(error)) throw error;
      others.push(error);
    }
  }
  return { lists, others };
}

/** Of a .json or .jsonl that holds records, one of the first says so; a bad picture is no matter of the form. */
async function refuseOther(name: string, [list]: readonly RecordList[]): Promise<void> {
  if (!list || !extname(name).toLowerCase().startsWith('.json')) return;
  for (let index = 0; index < Math.min(list.length, recordsTried); index++) {
    const problem = await list.read(index).catch((error: unknown) => error);
    if (!hasCode(problem, 'data/bad-record')) return;
  }
  throw new EngineError('data/other-json', { file: list.name });
}

const recordsTried = 100;

function isOtherJson(error: unknown): error is EngineError {
  return hasCode(error, 'data/other-json');
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    throw asReadError(error, path);
  }
}
