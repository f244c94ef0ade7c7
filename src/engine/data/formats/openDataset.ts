import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { EngineError } from '../../api/errors.ts';
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
  if (!reader) throw new EngineError('data/unknown-format', { path, known });
  return reader(path, options);
}

/** Shards and lists are told by their names; a folder with pictures in it is one list, captions included. */
async function openFolder(folder: string, options: DatasetOptions): Promise<RecordList[]> {
  const pictures = await pictureRecords(folder);
  if (pictures.length > 0) return [pictures];
  const names = (await readdir(folder)).sort().filter((name) => readers[extname(name).toLowerCase()]);
  const lists: RecordList[] = [];
  // One after another: each may read a large file while it is opened.
  for (const name of names) lists.push(...(await openLists(join(folder, name), { pictures: folder, ...options })));
  return lists;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    throw asReadError(error, path);
  }
}
