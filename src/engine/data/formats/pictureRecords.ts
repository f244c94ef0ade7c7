import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, relative } from 'node:path';
import { EngineError } from '../../api/errors.ts';
import { asReadError } from '../../checkpoint/diskErrors.ts';
import { readText } from '../../checkpoint/readableFile.ts';
import { contentLot } from '../contentLot.ts';
import type { Example, Turn } from '../example.ts';
import { captionTurn } from './conversation.ts';
import { dataLimits } from './limits.ts';
import { pictureEndings } from './pictureEndings.ts';
import type { RecordList } from './recordList.ts';
import { withPictures } from './readPictures.ts';

/** Pictures in a folder and the folders in it; a text of the same name beside a picture is its caption. Without one there are no turns. */
export async function pictureRecords(folder: string): Promise<RecordList> {
  const files = await listPictures(folder);
  return {
    name: folder,
    length: files.length,
    // The caller keeps the index below the length.
    lotOf: (index) => contentLot(files[index]!),
    read: async (index) => readRecord(folder, files[index]!),
  };
}

async function readRecord(folder: string, file: string): Promise<Example> {
  const turns = await readCaption(join(folder, file));
  return withPictures({ pictures: [file], turns }, folder, basename(folder));
}

/** Sorted, so that the same folder gives the same numbers on every machine. */
async function listPictures(folder: string): Promise<string[]> {
  const entries = await list(folder);
  const files = entries.filter((file) => pictureEndings.has(extname(file).toLowerCase())).sort();
  if (files.length > dataLimits.files)
    throw new EngineError('data/too-large', {
      file: folder,
      what: 'pictures',
      size: files.length,
      limit: dataLimits.files,
    });
  return files;
}

async function list(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  } catch (error) {
    throw asReadError(error, folder);
  }
}

async function readCaption(picture: string): Promise<Turn[]> {
  const text = join(dirname(picture), `${basename(picture, extname(picture))}.txt`);
  const isThere = await stat(text).then(
    (entry) => entry.isFile(),
    () => false,
  );
  return isThere ? [captionTurn(await readText(text, dataLimits.lineBytes))] : [];
}
