import { extname } from 'node:path';
import { EngineError } from '../../api/errors.ts';
import { clause } from '../../api/remarks.ts';
import { openForReading } from '../../checkpoint/readableFile.ts';
import { decodeImage } from '../../image/decodeImage.ts';
import type { RgbImage } from '../../image/rgbImage.ts';
import { contentLot } from '../contentLot.ts';
import type { Example, Turn } from '../example.ts';
import { fail, type RecordPlace } from './badRecord.ts';
import { captionTurn, isRecord, parseTurns } from './conversation.ts';
import { taskOf } from './jsonRecords.ts';
import { dataLimits } from './limits.ts';
import { notJson } from './notJson.ts';
import { pictureEndings } from './pictureEndings.ts';
import type { RecordList } from './recordList.ts';
import { indexTar, type TarEntry } from './tarIndex.ts';

/** A WebDataset shard: files that share a name up to the first dot are one record, a picture and what is said about it. */
export async function tarRecords(file: string): Promise<RecordList> {
  const records = groupByKey(await indexTar(file));
  return {
    name: file,
    length: records.length,
    // The caller keeps the index below the length.
    lotOf: (index) => contentLot(records[index]!.key),
    read: async (index) => readRecord(file, records[index]!),
  };
}

interface TarRecord {
  readonly key: string;
  /** By ending, without the dot: `jpg`, `txt`, `json`. */
  readonly parts: ReadonlyMap<string, TarEntry>;
}

function groupByKey(entries: readonly TarEntry[]): TarRecord[] {
  const records = new Map<string, Map<string, TarEntry>>();
  for (const entry of entries) {
    const { key, ending } = splitName(entry.name);
    const parts = records.get(key) ?? new Map<string, TarEntry>();
    parts.set(ending, entry);
    records.set(key, parts);
  }
  return [...records].map(([key, parts]) => ({ key, parts }));
}

/** The folder belongs to the key, as in `shard/000.jpg`; dots in it do not end the key. */
function splitName(name: string): { key: string; ending: string } {
  const slash = name.lastIndexOf('/') + 1;
  const dot = name.indexOf('.', slash);
  if (dot < 0) return { key: name, ending: '' };
  return { key: name.slice(0, dot), ending: name.slice(dot + 1).toLowerCase() };
}

async function readRecord(file: string, { key, parts }: TarRecord): Promise<Example> {
  const at = { file, place: clause('the record {name}', { name: key }) };
  const pictures: RgbImage[] = [];
  for (const entry of parts.values()) {
    if (!pictureEndings.has(extname(entry.name).toLowerCase())) continue;
    const { width, height, rgb } = await decodeImage({
      bytes: await readEntry(file, entry),
      name: `${file}/${entry.name}`,
    });
    pictures.push({ width, height, rgb });
  }
  const turns = await readTurns(file, { parts, pictures: pictures.length }, at);
  if (pictures.length === 0 && turns.length === 0) return fail(at, clause('it has neither a picture nor a text'));
  return { pictures, turns, task: taskOf(file) };
}

/** A conversation or a caption in .json, or a caption in .txt; a picture alone has no turns. */
async function readTurns(
  file: string,
  { parts, pictures }: Pick<TarRecord, 'parts'> & { readonly pictures: number },
  at: RecordPlace,
): Promise<readonly Turn[]> {
  const [json, txt] = [parts.get('json'), parts.get('txt')];
  const caption = txt && captionTurn(await readText(file, txt));
  if (!json) return caption ? [caption] : [];
  const record = parse(await readText(file, json), at);
  // Many shards keep facts about the picture in .json, and the caption in .txt.
  const isConversation = isRecord(record) && ['conversations', 'messages', 'question'].some((field) => field in record);
  if (caption && !isConversation) return [caption];
  return parseTurns(record, pictures, at);
}

function parse(text: string, at: RecordPlace): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return fail(at, notJson(error));
  }
}

async function readText(file: string, entry: TarEntry): Promise<string> {
  if (entry.sizeBytes > dataLimits.lineBytes)
    throw new EngineError('data/too-large', {
      file: `${file}/${entry.name}`,
      what: 'bytes',
      size: entry.sizeBytes,
      limit: dataLimits.lineBytes,
    });
  return new TextDecoder().decode(await readEntry(file, entry));
}

async function readEntry(path: string, { name, offset, sizeBytes }: TarEntry): Promise<Uint8Array> {
  if (sizeBytes > dataLimits.pictureBytes)
    throw new EngineError('data/too-large', {
      file: `${path}/${name}`,
      what: 'bytes',
      size: sizeBytes,
      limit: dataLimits.pictureBytes,
    });
  const file = await openForReading(path);
  try {
    return await file.read(offset, sizeBytes);
  } finally {
    await file.close();
  }
}
