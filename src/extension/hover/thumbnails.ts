import { rm, utimes } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { bytesIn, keepRecent } from '../keepRecent.ts';
import type { FolderBounds } from '../keepRecent.ts';
import { absent, writeKept } from '../keptFiles.ts';
import type { Picture } from '../images/picture.ts';

/** Addresses under which a hover can show pictures. */
export class Thumbnails {
  readonly #folder: string;
  readonly #bounds: FolderBounds;

  /** Pictures that are no files are put into this folder, as long as they are pointed at now and then. */
  constructor(folder: string, bounds: FolderBounds = usualBounds) {
    this.#folder = folder;
    this.#bounds = bounds;
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

  sizeBytes(): Promise<number> {
    return bytesIn(this.#folder);
  }

  async clear(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #write(file: string, bytes: Uint8Array): Promise<void> {
    const now = new Date();
    const isThere = await utimes(file, now, now).then(() => true, absent(false));
    if (isThere) return;
    await writeKept(file, bytes);
    await keepRecent(this.#folder, this.#bounds, Date.now());
  }
}

/** Some hundred pictures of the last weeks: another hover makes one again. */
const usualBounds: FolderBounds = { bytes: 128e6, ageMs: 30 * 24 * 3600_000 };

/** What a browser draws. */
const shown = new Set(['png', 'jpg', 'jpeg', 'gif', 'webp', 'avif', 'svg', 'bmp', 'ico']);
