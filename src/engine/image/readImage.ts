import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { ImageSource } from '../api/imageApi.ts';
import { EngineError } from '../api/errors.ts';
import { isPdf } from './fileFormats.ts';
import { defaultImageLimits, type ImageLimits } from './imageLimits.ts';
import { pageName, renderPage } from './pdf/renderPage.ts';

/** A picture's encoded bytes, and the path or name by which messages call it. Itself an `ImageSource`. */
export interface ImageBytes {
  readonly bytes: Uint8Array;
  readonly name: string;
}

/** Reads the encoded picture, unless it is empty or larger than allowed. The page of a document becomes a picture. */
export async function readImage(source: ImageSource, limits: ImageLimits = defaultImageLimits): Promise<ImageBytes> {
  const file = await readFileOf(source, limits);
  const { name } = file;
  const { page = 1 } = source;
  if (isPdf(file.bytes))
    return { bytes: (await renderPage({ ...file, page }, limits)).png, name: pageName(name, page) };
  if (source.page !== undefined) throw new EngineError('image/no-pages', { image: name });
  return file;
}

/** Reads the file as it is, unless it is empty or larger than allowed. */
export async function readFileOf(source: ImageSource, limits: ImageLimits = defaultImageLimits): Promise<ImageBytes> {
  const { bytes, name } =
    'path' in source ? { bytes: await readBounded(source.path, limits), name: source.path } : source;
  if (bytes.length === 0) throw new EngineError('image/empty', { image: name });
  checkSize(name, bytes.length, limits);
  return { bytes, name };
}

/** SHA-256 of the encoded bytes in hexadecimal: equal keys mean equal pictures. */
export function imageKey(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function readBounded(path: string, limits: ImageLimits): Promise<Uint8Array> {
  try {
    // Looked at before it is opened: opening a pipe would wait for ever, and a device has no end.
    const entry = await stat(path);
    if (!entry.isFile()) throw new EngineError('image/not-a-file', { image: path });
    checkSize(path, entry.size, limits);
    return await readFile(path);
  } catch (error) {
    throw fileProblem(path, error);
  }
}

function checkSize(image: string, sizeBytes: number, { encodedBytes: limitBytes }: ImageLimits): void {
  if (sizeBytes > limitBytes) throw new EngineError('image/too-many-bytes', { image, sizeBytes, limitBytes });
}

function fileProblem(image: string, error: unknown): Error {
  if (!(error instanceof Error) || error instanceof EngineError) throw error;
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return missing(image, error);
  if (code === 'EACCES' || code === 'EPERM') return new EngineError('image/no-permission', { image }, { cause: error });
  return new EngineError('image/unreadable', { image, reason: error.message }, { cause: error });
}

/** Often it is the form of an address that is mistaken, not the place. */
function missing(image: string, cause: Error): EngineError {
  if (/^https?:\/\//i.test(image)) return new EngineError('image/on-the-web', { image }, { cause });
  const [, file = ''] = /^(.+)#page=/s.exec(image) ?? [];
  if (!existsSync(file)) return new EngineError('image/missing', { image }, { cause });
  return new EngineError(/\.pdf$/i.test(file) ? 'image/bad-page' : 'image/no-pages', { image }, { cause });
}
