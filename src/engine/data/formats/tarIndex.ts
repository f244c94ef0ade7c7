import { EngineError } from '../../api/errors.ts';
import { clause, type Remark } from '../../api/remarks.ts';
import { openForReading, type ReadableFile } from '../../checkpoint/readableFile.ts';
import { dataLimits } from './limits.ts';

/** A file inside a tar archive: its name, and where its bytes are. */
export interface TarEntry {
  readonly name: string;
  readonly offset: number;
  readonly sizeBytes: number;
}

// Tar counts in blocks: one for each header, then as many as the file fills.
const blockBytes = 512;

/** Walks over the headers of an archive, as GNU tar, Python and WebDataset write them. Files are not read, and not unpacked. */
export async function indexTar(path: string): Promise<TarEntry[]> {
  const file = await openForReading(path);
  try {
    return await walk(file);
  } finally {
    await file.close();
  }
}

async function walk(file: ReadableFile): Promise<TarEntry[]> {
  const entries: TarEntry[] = [];
  let longName: string | undefined;
  for (let offset = 0; offset < file.sizeBytes;) {
    const header = await readHeader(file, offset);
    if (!header) break;
    const content = offset + blockBytes;
    if (content + header.sizeBytes > file.sizeBytes)
      bad(file.path, clause('it ends inside {name}', { name: header.name }));
    if (header.kind === 'long name') longName = await readLongName(file, content, header);
    if (header.kind === 'file')
      entries.push({ name: longName ?? header.name, offset: content, sizeBytes: header.sizeBytes });
    if (header.kind !== 'long name') longName = undefined;
    offset = content + Math.ceil(header.sizeBytes / blockBytes) * blockBytes;
    if (entries.length > dataLimits.records) bad(file.path, clause('it holds too many files'));
  }
  return entries;
}

/** Undefined at the end, which is empty; whether all of the empty blocks are there does not matter. */
async function readHeader(file: ReadableFile, offset: number): Promise<TarHeader | undefined> {
  const block = await file.read(offset, Math.min(blockBytes, file.sizeBytes - offset));
  if (block.every((byte) => byte === 0)) return undefined;
  if (block.length < blockBytes) bad(file.path, clause('it ends inside the header at byte {offset}', { offset }));
  return parseHeader(block, file.path, offset);
}

interface TarHeader {
  readonly name: string;
  readonly sizeBytes: number;
  readonly kind: 'file' | 'long name' | 'other';
  /** Set where a longer name follows in the form of POSIX 2001, a list of records. */
  readonly isPax?: true;
}

function parseHeader(block: Uint8Array, path: string, offset: number): TarHeader {
  const stored = Number.parseInt(textOf(block, 148, 8), 8);
  // The sum was taken with spaces where it stands itself.
  const sum = block.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte), 0);
  if (stored !== sum) bad(path, clause('byte {offset} does not begin a tar header', { offset }));
  const type = textOf(block, 156, 1);
  const prefix = textOf(block, 257, 5) === 'ustar' ? textOf(block, 345, 155) : '';
  const name = prefix === '' ? textOf(block, 0, 100) : `${prefix}/${textOf(block, 0, 100)}`;
  const sizeBytes = readSize(block);
  if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0) bad(path, clause('the size of {name} is no number', { name }));
  if (type === 'L') return { name, sizeBytes, kind: 'long name' };
  if (type === 'x') return { name, sizeBytes, kind: 'long name', isPax: true };
  return { name, sizeBytes, kind: type === '0' || type === '' ? 'file' : 'other' };
}

/** Octal digits, or, for files above eight gigabytes, a number in bytes after a set bit. */
function readSize(block: Uint8Array): number {
  // A header has 512 bytes.
  if ((block[124]! & 0x80) === 0) return Number.parseInt(textOf(block, 124, 12) || '0', 8);
  return block.subarray(125, 136).reduce((size, byte) => size * 256 + byte, 0);
}

function textOf(block: Uint8Array, start: number, length: number): string {
  const field = block.subarray(start, start + length);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end)).trim();
}

const longestName = 64 * 1024;

async function readLongName(file: ReadableFile, offset: number, header: TarHeader): Promise<string | undefined> {
  if (header.sizeBytes > longestName) bad(file.path, clause('a name in it is longer than any'));
  const text = new TextDecoder().decode(await file.read(offset, header.sizeBytes));
  if (!header.isPax) return text.replace(/\0+$/, '');
  return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(text)?.[1];
}

function bad(file: string, reason: Remark): never {
  throw new EngineError('data/bad-file', { file, reason });
}
