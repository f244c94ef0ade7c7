import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';

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
    const temporary = `${file}.${randomUUID()}`;
    await mkdir(this.#folder, { recursive: true });
    await writeFile(temporary, JSON.stringify({ ...explanation, text: explanation.text.slice(0, longestText) }));
    await rename(temporary, file);
    await this.#removeOldest();
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

  async #removeOldest(): Promise<void> {
    const names = await readdir(this.#folder);
    if (names.length <= this.#most) return;
    const files = names.map((name) => path.join(this.#folder, name));
    const ages = await Promise.all(files.map(async (file) => ({ file, readAt: await readAt(file) })));
    const oldest = ages.sort((a, b) => a.readAt - b.readAt).slice(0, names.length - this.#most);
    await Promise.all(oldest.map(({ file }) => rm(file, { force: true })));
  }
}

/** In UTF-16 units: more than any model here says about one picture. */
const longestText = 60_000;

async function readText(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch(absent);
}

/** A file that another window has removed meanwhile counts as oldest. */
async function readAt(file: string): Promise<number> {
  return (await stat(file).catch(absent))?.mtimeMs ?? 0;
}

function absent(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
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
