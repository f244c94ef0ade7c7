import { createHash } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { absent, readKept, writeKept } from '../keptFiles.ts';
import type { Conversation } from './conversation.ts';
import { parseConversation, printConversation } from './readConversation.ts';

/** What a list of conversations shows of one. */
export type ConversationEntry = Pick<Conversation, 'id' | 'title' | 'updatedAt'> & { questions: number };

/**
 * The conversations of a workspace, a file each, with the pictures that were pasted into them. Files appear whole or not at
 * all. Beyond `most` conversations the oldest go, and pictures go with the last conversation that has them.
 */
export class ConversationStore {
  readonly #folder: string;
  readonly #most: number;

  constructor(folder: string, most = 100) {
    this.#folder = folder;
    this.#most = most;
  }

  /** Where pictures lie that have no file of the user's. */
  get pictureFolder(): string {
    return path.join(this.#folder, 'pictures');
  }

  async get(id: string): Promise<Conversation | undefined> {
    const text = await readKept(this.#fileOf(id), mostBytes);
    return text === undefined ? undefined : parseConversation(text, id);
  }

  /** Keeps a conversation in which something was asked; others are nothing to come back to. */
  async set(conversation: Conversation): Promise<void> {
    if (conversation.turns.length === 0 && conversation.pictures.length === 0) return;
    await writeKept(this.#fileOf(conversation.id), printConversation(conversation));
    await this.#removeOldest();
  }

  /** Newest first. */
  async list(): Promise<ConversationEntry[]> {
    const all = await Promise.all((await this.#ids()).map((id) => this.get(id)));
    const entries = all.flatMap((conversation) => (conversation ? [toEntry(conversation)] : []));
    return entries.sort((a, b) => b.updatedAt - a.updatedAt);
  }

  async remove(id: string): Promise<void> {
    await rm(this.#fileOf(id), { force: true });
    await this.#removePictures();
  }

  async clear(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Keeps bytes under a name of their own and returns the file. */
  async keepPicture(bytes: Uint8Array, ending: string): Promise<{ file: string; hash: string }> {
    const hash = createHash('sha256').update(bytes).digest('hex');
    const file = path.join(this.pictureFolder, `${hash}.${ending}`);
    if (!(await exists(file))) await writeKept(file, bytes);
    return { file, hash };
  }

  #fileOf(id: string): string {
    // Ids are made here; what else comes is no path.
    return path.join(this.#folder, `${id.replace(/[^\w-]/g, '')}.json`);
  }

  async #ids(): Promise<string[]> {
    const names = await readdir(this.#folder).catch(absent([]));
    return names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));
  }

  async #removeOldest(): Promise<void> {
    if ((await this.#ids()).length <= this.#most) return;
    const excess = (await this.list()).slice(this.#most);
    await Promise.all(excess.map(({ id }) => rm(this.#fileOf(id), { force: true })));
    await this.#removePictures();
  }

  /** Removes pictures that no conversation has any more. What was kept just now may not be in one yet. */
  async #removePictures(): Promise<void> {
    const kept = (await Promise.all((await this.#ids()).map((id) => readKept(this.#fileOf(id), mostBytes)))).join('\n');
    for (const name of await readdir(this.pictureFolder).catch(absent([]))) {
      const file = path.join(this.pictureFolder, name);
      const isOld = Date.now() - (await stat(file)).mtimeMs > graceMs;
      if (isOld && !kept.includes(path.parse(name).name.slice(0, 64))) await rm(file, { force: true });
    }
  }
}

const graceMs = 600_000;
/** A conversation is text; more is none that was written here. */
const mostBytes = 8_000_000;

function toEntry({ id, title, updatedAt, turns }: Conversation): ConversationEntry {
  return { id, title, updatedAt, questions: turns.length };
}

async function exists(file: string): Promise<boolean> {
  return (await stat(file).catch(absent(undefined))) !== undefined;
}
