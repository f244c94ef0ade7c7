import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { Picture } from '../images/picture.ts';

/** Addresses under which a hover can show pictures. */
export class Thumbnails {
  readonly #folder: string;

  /** Pictures that are no files are put into this folder. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Undefined for what hovers cannot show. */
  async addressOf({ source, hash, uri, facts, drawn }: Picture): Promise<string | undefined> {
    const format = facts.pixels?.format.toLowerCase();
    if (format === undefined || !shown.has(format)) return undefined;
    if (!drawn && uri?.scheme === 'file') return uri.toString();
    const bytes = drawn ?? ('bytes' in source ? source.bytes : undefined);
    if (!bytes) return undefined;
    const type = format === 'svg' ? 'svg+xml' : format === 'jpg' ? 'jpeg' : format;
    // The editor cuts a hover at 100,000 characters.
    if (bytes.length <= 60_000) return `data:image/${type};base64,${Buffer.from(bytes).toString('base64')}`;
    const file = path.join(this.#folder, `${hash}.${format}`);
    await this.#write(file, bytes);
    return vscode.Uri.file(file).toString();
  }

  async clear(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #write(file: string, bytes: Uint8Array): Promise<void> {
    const isThere = await stat(file).then(
      () => true,
      () => false,
    );
    if (isThere) return;
    await mkdir(this.#folder, { recursive: true });
    const temporary = `${file}.${randomUUID()}`;
    await writeFile(temporary, bytes);
    await rename(temporary, file);
  }
}

/** What a browser draws. */
const shown = new Set(['png', 'jpg', 'jpeg', 'gif', 'webp', 'avif', 'svg', 'bmp', 'ico']);
