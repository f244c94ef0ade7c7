import { EngineError } from '../../api/errors.ts';
import { openForReading } from '../../checkpoint/readableFile.ts';
import { dataLimits } from './limits.ts';
import { lineLot } from './recordLot.ts';

/** Where the lines of a file are, and what each is about. Empty lines are none. */
export interface LineIndex {
  readonly starts: readonly number[];
  readonly lengths: readonly number[];
  /** As an editor counts them, from 1, empty ones too. */
  readonly numbers: readonly number[];
  /** What follows from the pictures that a line names, else from its own words. */
  readonly lots: readonly number[];
}

/** Reads a file once, a few megabytes at a time, and keeps only where its lines are. */
export async function indexLines(path: string): Promise<LineIndex> {
  const index: LineLists = { starts: [], lengths: [], numbers: [], lots: [], seen: 0 };
  const file = await openForReading(path);
  try {
    for (let offset = 0; offset < file.sizeBytes;) {
      const length = Math.min(file.sizeBytes - offset, chunkBytes);
      const bytes = Buffer.from((await file.read(offset, length)).buffer);
      const end = offset + length === file.sizeBytes ? length : bytes.lastIndexOf(newline) + 1;
      if (end === 0) tooLong(path, length);
      addLines(index, bytes.subarray(0, end), offset, path);
      offset += end;
    }
  } finally {
    await file.close();
  }
  return index;
}

interface LineLists {
  readonly starts: number[];
  readonly lengths: number[];
  readonly numbers: number[];
  readonly lots: number[];
  /** Lines so far. */
  seen: number;
}

// A chunk holds one line at least: none may be longer.
const chunkBytes = dataLimits.lineBytes;
const newline = 10;

function addLines(index: LineLists, bytes: Buffer, offset: number, file: string): void {
  const { starts, lengths, numbers, lots } = index;
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(newline, start);
    const end = found < 0 ? bytes.length : found;
    const line = bytes.toString('utf8', start, end);
    index.seen += 1;
    if (line.trim() !== '') {
      starts.push(offset + start);
      lengths.push(end - start);
      numbers.push(index.seen);
      lots.push(lineLot(line));
    }
    start = end + 1;
  }
  if (starts.length > dataLimits.records)
    throw new EngineError('data/too-large', { file, what: 'records', size: starts.length, limit: dataLimits.records });
}

function tooLong(file: string, size: number): never {
  throw new EngineError('data/too-large', { file, what: 'bytes in one line', size, limit: dataLimits.lineBytes });
}
