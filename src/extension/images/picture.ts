import * as vscode from 'vscode';
import type { ImageSource } from '../../engine/api/imageApi.ts';
import { ExtensionError } from '../extensionError.ts';
import type { FoundImage } from './foundImage.ts';
import type { PictureFacts } from './pictureFacts.ts';
import { fetchPicture } from './remotePicture.ts';

/** A picture that has been read: what to show, what to hand to the engine, and the name under which answers are kept. */
export interface Picture {
  name: string;
  facts: PictureFacts;
  source: ImageSource;
  /** SHA-256 of the bytes, in hexadecimal. */
  hash: string;
  /** Where it can be opened. */
  uri?: vscode.Uri;
}

/** Reads pictures; files that have not changed are not read again. */
export class PictureReader {
  readonly #files = new Map<string, Picture>();

  async read(image: FoundImage): Promise<Picture> {
    if (image.kind === 'file') return this.#readFile(image.uri, image.name);
    const bytes = image.kind === 'bytes' ? image.bytes : await fetchPicture(image.address);
    return toPicture(image.name, bytes, { bytes, name: image.name });
  }

  async #readFile(uri: vscode.Uri, name: string): Promise<Picture> {
    const { size: sizeBytes, mtime } = await vscode.workspace.fs.stat(uri);
    if (sizeBytes > limitBytes) throw new ExtensionError('image/too-large', { path: uri.path, sizeBytes, limitBytes });
    const key = `${uri.toString()} ${mtime} ${sizeBytes}`;
    const known = this.#files.get(key);
    if (known) return known;
    const bytes = await vscode.workspace.fs.readFile(uri);
    const source = uri.scheme === 'file' ? { path: uri.fsPath } : { bytes, name };
    const picture = { ...(await toPicture(name, bytes, source)), uri };
    this.#keep(key, picture);
    return picture;
  }

  /** The oldest goes first. */
  #keep(key: string, picture: Picture): void {
    this.#files.set(key, picture);
    const [oldest] = this.#files.keys();
    if (this.#files.size > keptPictures && oldest !== undefined) this.#files.delete(oldest);
  }
}

/** Larger files are neither shown in a hover nor read for one. */
const limitBytes = 32_000_000;
const keptPictures = 200;

async function toPicture(name: string, bytes: Uint8Array, source: ImageSource): Promise<Picture> {
  const { readPictureFacts } = await import('./pictureFacts.ts');
  // The asynchronous digest: a large picture must not hold up typing.
  const digest = await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes));
  return { name, source, facts: readPictureFacts(bytes), hash: Buffer.from(digest).toString('hex') };
}
