import { createHash } from 'node:crypto';
import { readFile, rm, utimes } from 'node:fs/promises';
import path from 'node:path';
import { bytesIn, keepRecent } from '../keepRecent.ts';
import { absent, writeKept } from '../keptFiles.ts';

/** An answer about a picture that was given once. */
export interface Explanation {
  text: string;
  trained: boolean;
  /** Of a model that is often wrong. Answers of earlier versions do not say. */
  small?: boolean;
  /** What made it: model, number format, device, speed. */
  provenance: string;
}

/** What an answer depends on. */
export interface ExplanationKey {
  /** Of the pictures' bytes. */
  hashes: readonly string[];
  /** The model and what decides how it answers. */
  maker: string;
  prompt: string;
}

/**
 * Answers about pictures, one small file each, kept across sessions and shared by windows. A file appears whole or not
 * at all; beyond `most` answers those go that were not read for longest.
 */
export class ExplanationCache {
  readonly #folder: string;
  readonly #most: number;

  constructor(folder: string, most = 1000) {
    this.#folder = folder;
    this.#most = most;
  }

  async get(key: ExplanationKey): Promise<Explanation | undefined> {
    const file = this.#fileOf(key);
    const explanation = readExplanation(await readText(file));
    const now = new Date();
    // Another window may have removed it since; then it is merely as old as it looks.
    if (explanation) await utimes(file, now, now).catch(() => undefined);
    return explanation;
  }

  async set(key: ExplanationKey, explanation: Explanation): Promise<void> {
    const file = this.#fileOf(key);
    await writeKept(file, JSON.stringify({ ...explanation, text: explanation.text.slice(0, longestText) }));
    await keepRecent(this.#folder, { files: this.#most }, Date.now());
  }

  sizeBytes(): Promise<number> {
    return bytesIn(this.#folder);
  }

  async clear(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  #fileOf({ hashes, maker, prompt }: ExplanationKey): string {
    const digest = createHash('sha256')
      .update(JSON.stringify([hashes, maker, prompt]))
      .digest('hex');
    return path.join(this.#folder, `${digest}.json`);
  }
}

/** In UTF-16 units: more than any model here says about one picture. */
const longestText = 60_000;

async function readText(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(absent(undefined));
}

/** A damaged file counts as none. */
function readExplanation(text: string | undefined): Explanation | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isExplanation(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isExplanation(value: unknown): value is Explanation {
  if (typeof value !== 'object' || value === null) return false;
  const isText = 'text' in value && typeof value.text === 'string';
  const hasSource = 'trained' in value && typeof value.trained === 'boolean';
  return isText && hasSource && 'provenance' in value && typeof value.provenance === 'string';
}
