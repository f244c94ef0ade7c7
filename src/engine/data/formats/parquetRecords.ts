import { basename } from 'node:path';
import { parquetMetadataAsync, parquetReadObjects, type AsyncBuffer, type FileMetaData } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { EngineError, isEngineError } from '../../api/errors.ts';
import { clause, type Remark } from '../../api/remarks.ts';
import { openForReading } from '../../checkpoint/readableFile.ts';
import { contentLot } from '../contentLot.ts';
import { taskOf } from './jsonRecords.ts';
import { dataLimits } from './limits.ts';
import { readRow, type ParquetRow } from './parquetRow.ts';
import type { RecordList } from './recordList.ts';

/** A Parquet file with pictures in it, as the Hugging Face hub stores data sets. Rows are unpacked in groups; the last one is kept. */
export async function parquetRecords(path: string): Promise<RecordList> {
  const file = await asBuffer(path);
  const metadata = await readFooter(path, file);
  const groups = placeGroups(path, metadata);
  const readGroup = keepingLast((group: number) => {
    // Only numbers of groups that were placed arrive here.
    const { start, end } = groups[group]!;
    return refusing(path, () =>
      parquetReadObjects({ file, metadata, compressors, utf8: false, rowStart: start, rowEnd: end }),
    );
  });
  const read = async (index: number) => {
    const group = groups.findIndex(({ end }) => index < end);
    const rows: readonly ParquetRow[] = await readGroup(group);
    const at = { file: path, place: clause('row {number}', { number: index + 1 }) };
    return readRow(rows[index - (groups[group]?.start ?? 0)] ?? {}, at, taskOf(path));
  };
  const lotOf = (index: number): number => contentLot(`${basename(path)}#${index}`);
  return { name: path, length: groups.at(-1)?.end ?? 0, lotOf, read };
}

/** The file in ranges. It is opened for each: who reads a record every now and then need not remember to close anything. */
async function asBuffer(path: string): Promise<AsyncBuffer> {
  const { sizeBytes } = await using(path, async (file) => file);
  return {
    byteLength: sizeBytes,
    slice: (start, end = sizeBytes) =>
      using(path, async (file) => {
        const bytes = await file.read(start, end - start);
        // ReadableFile hands out arrays of their own, never a view of a shared one.
        return bytes.buffer as ArrayBuffer;
      }),
  };
}

async function using<T>(
  path: string,
  use: (file: Awaited<ReturnType<typeof openForReading>>) => Promise<T>,
): Promise<T> {
  const file = await openForReading(path);
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}

const magic = 0x31524150;

async function readFooter(path: string, file: AsyncBuffer): Promise<FileMetaData> {
  if (file.byteLength < 12) return bad(path, clause('it is too short to be Parquet'));
  const end = new DataView(await file.slice(file.byteLength - 8, file.byteLength));
  if (end.getUint32(4, true) !== magic) return bad(path, clause('it does not end as Parquet does'));
  const size = end.getUint32(0, true);
  const limit = dataLimits.parquetFooterBytes;
  if (size > limit) throw new EngineError('data/too-large', { file: path, what: 'bytes of description', size, limit });
  return refusing(path, () => parquetMetadataAsync(file));
}

/** Which rows each group holds, unless one is larger than memory should be asked for. */
function placeGroups(file: string, { row_groups: groups }: FileMetaData): { start: number; end: number }[] {
  let start = 0;
  return groups.map(({ num_rows: rows, total_byte_size: bytes }) => {
    const [count, size] = [Number(rows), Number(bytes)];
    const limit = dataLimits.parquetGroupBytes;
    if (size > limit)
      throw new EngineError('data/too-large', { file, what: 'bytes in one group of rows', size, limit });
    if (count < 0 || start + count > dataLimits.records) bad(file, clause('a group claims {count} rows', { count }));
    start += count;
    return { start: start - count, end: start };
  });
}

/** Remembers one result: rows are mostly read one after another. */
function keepingLast<T>(read: (key: number) => Promise<T>): (key: number) => Promise<T> {
  let last: { key: number; result: Promise<T> } | undefined;
  return (key) => {
    if (last?.key !== key) last = { key, result: read(key) };
    return last.result;
  };
}

/** The library's errors are about the file; they say so in sentences of their own. */
async function refusing<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (isEngineError(error) || !(error instanceof Error)) throw error;
    throw new EngineError(
      'data/bad-file',
      { file, reason: clause('“{words}”', { words: error.message }) },
      { cause: error },
    );
  }
}

function bad(file: string, reason: Remark): never {
  throw new EngineError('data/bad-file', { file, reason });
}
