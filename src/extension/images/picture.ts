import type * as vscode from 'vscode';
import type { EngineApi } from '../../engine/api/engineApi.ts';
import type { ImageSource } from '../../engine/api/imageApi.ts';
import { ExtensionError } from '../extensionError.ts';
import { Recent } from '../recent.ts';
import type { FoundImage } from './foundImage.ts';
import type { PictureFacts } from './pictureFacts.ts';
import { fileBytes, fileFacts } from './readFiles.ts';
import { fetchPicture } from './remotePicture.ts';

type FoundFile = Extract<FoundImage, { kind: 'file' }>;

/** A picture that has been read: what to show, what to hand to the engine, and the name under which answers are kept. */
export interface Picture {
  name: string;
  facts: PictureFacts;
  source: ImageSource;
  /** SHA-256 of the bytes, in hexadecimal. */
  hash: string;
  /** Where it can be opened. */
  uri?: vscode.Uri;
  /** A PNG file of what is seen, where that is not the file itself. */
  drawn?: Uint8Array;
}

/** Reads pictures; files that have not changed are not read again. */
export class PictureReader {
  readonly #renderPage: EngineApi['renderPage'];
  readonly #files = new Recent<Picture>(kept);

  constructor(renderPage: EngineApi['renderPage']) {
    this.#renderPage = renderPage;
  }

  async read(image: FoundImage): Promise<Picture> {
    if (image.kind === 'file') return this.#readFile(image);
    const bytes = image.kind === 'bytes' ? image.bytes : await fetchPicture(image.address);
    return toPicture(image.name, bytes, { bytes, name: image.name });
  }

  async #readFile(file: FoundFile): Promise<Picture> {
    const { uri, page } = file;
    const facts = await fileFacts(uri);
    if (!facts) throw new ExtensionError('image/not-found', { path: uri.path });
    const { sizeBytes, changedMs } = facts;
    if (sizeBytes > limitBytes) throw new ExtensionError('image/too-large', { path: uri.path, sizeBytes, limitBytes });
    const key = `${uri.toString()} ${page} ${changedMs} ${sizeBytes}`;
    const known = this.#files.get(key);
    if (known) return known;
    const picture = { ...(await this.#open(file, sizeBytes)), uri };
    this.#files.set(key, picture);
    return picture;
  }

  async #open({ uri, name, page }: FoundFile, sizeBytes: number): Promise<Picture> {
    const isHere = uri.scheme === 'file';
    // The engine reads a document of this machine itself.
    if (isHere && page !== undefined) return this.#readPage(name, { path: uri.fsPath, page }, sizeBytes);
    const bytes = await fileBytes(uri);
    if (!bytes) throw new ExtensionError('image/not-found', { path: uri.path });
    if (page !== undefined) return this.#readPage(name, { bytes, name, page }, sizeBytes);
    return toPicture(name, bytes, isHere ? { path: uri.fsPath } : { bytes, name });
  }

  /** A page is what is drawn of it: two documents with the same page have the same answers. */
  async #readPage(name: string, source: ImageSource & { page: number }, sizeBytes: number): Promise<Picture> {
    const { png, pages } = await this.#renderPage({ document: source, longestSide: drawnSide });
    const drawn = await toPicture(name, png, source);
    return { ...drawn, facts: { ...drawn.facts, sizeBytes, page: { number: source.page, of: pages } }, drawn: png };
  }
}

/** Larger files are neither shown in a hover nor read for one. */
const limitBytes = 32_000_000;
/** Of a picture that the engine reads itself, there is hardly more than its name. */
const kept = { items: 200, bytes: 64_000_000, bytesOf };
/** Pixels of a page's longer side: twice what a hover shows. */
const drawnSide = 720;

function bytesOf({ source, drawn }: Picture): number {
  return ('bytes' in source ? source.bytes.length : 0) + (drawn?.length ?? 0);
}

async function toPicture(name: string, bytes: Uint8Array, source: ImageSource): Promise<Picture> {
  const { readPictureFacts } = await import('./pictureFacts.ts');
  // The asynchronous digest: a large picture must not hold up typing.
  const digest = await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes));
  return { name, source, facts: readPictureFacts(bytes), hash: Buffer.from(digest).toString('hex') };
}
