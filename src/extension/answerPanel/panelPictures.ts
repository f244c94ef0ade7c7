import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { EngineApi } from '../../engine/api/engineApi.ts';
import { baseName } from '../baseName.ts';
import { exists } from '../exists.ts';
import { ExtensionError } from '../extensionError.ts';
import { endingOf } from '../images/imageFiles.ts';
import { loadImage } from '../images/loadImage.ts';
import type { ConversationPicture } from './conversation.ts';
import type { ConversationStore } from './conversationStore.ts';

/** What the strip shows of a picture. */
export interface PictureView {
  /** A file that the panel may load; undefined where there is none to show. */
  file: vscode.Uri | undefined;
  /** Why the file is not what it was: a sentence; empty where all is well. */
  problem: string;
  /** Of the document that it is a page of. */
  pages?: number;
}

/** Takes pictures into conversations, and finds again what is shown of them. */
export class PanelPictures {
  readonly #store: ConversationStore;
  readonly #renderPage: EngineApi['renderPage'];
  readonly #views = new Map<string, PictureView>();

  constructor(store: ConversationStore, renderPage: EngineApi['renderPage']) {
    this.#store = store;
    this.#renderPage = renderPage;
  }

  /** A file, or a page of a document. */
  async fromFile(uri: vscode.Uri, page?: number): Promise<ConversationPicture> {
    const name = page === undefined ? baseName(uri.path) : `${baseName(uri.path)}#page=${page}`;
    const picture = { id: newId(), name, uri: uri.toString(), hash: await hashOf(uri), isAsked: true };
    return page === undefined ? picture : { ...picture, page };
  }

  /** Bytes without a file of the user's: they are kept with the conversation. */
  async fromBytes(name: string, bytes: Uint8Array): Promise<ConversationPicture> {
    const { file, hash } = await this.#store.keepPicture(bytes, endingOf(name) || 'png');
    return { id: newId(), name, uri: vscode.Uri.file(file).toString(), hash, isAsked: true };
  }

  /** Whether the picture's bytes have no file but the one that is kept here. */
  isKept({ uri }: ConversationPicture): boolean {
    return vscode.Uri.parse(uri).fsPath.startsWith(this.#store.pictureFolder);
  }

  /** What is known of a picture's view. */
  view({ id }: ConversationPicture): PictureView | undefined {
    return this.#views.get(id);
  }

  /** Finds out what can be shown of a picture. `roots` are the folders that the panel may read. */
  async look(picture: ConversationPicture, roots: readonly vscode.Uri[]): Promise<void> {
    if (this.#views.has(picture.id)) return;
    this.#views.set(picture.id, await this.#look(picture, roots));
  }

  async #look(picture: ConversationPicture, roots: readonly vscode.Uri[]): Promise<PictureView> {
    const uri = vscode.Uri.parse(picture.uri, true);
    try {
      const hash = await hashOf(uri);
      const problem = hash === picture.hash ? '' : vscode.l10n.t('{0} has changed since it was added.', picture.name);
      if (picture.page !== undefined)
        return { ...(await this.#pageOf({ ...picture, hash }, uri, picture.page)), problem };
      return { file: await this.#fileToShow(uri, roots), problem };
    } catch (error) {
      // A picture that cannot be shown can still be asked about: the engine says then what is wrong with it.
      if (!(error instanceof ExtensionError)) return { file: undefined, problem: '' };
      return { file: undefined, problem: vscode.l10n.t('{0} is no longer where it was.', picture.name) };
    }
  }

  async #fileToShow(uri: vscode.Uri, roots: readonly vscode.Uri[]) {
    if (roots.some((root) => uri.scheme === root.scheme && uri.path.startsWith(`${root.path.replace(/\/$/, '')}/`)))
      return uri;
    const bytes = await vscode.workspace.fs.readFile(uri);
    const { file } = await this.#store.keepPicture(bytes, endingOf(uri.path));
    return vscode.Uri.file(file);
  }

  async #pageOf({ hash, pages: known }: ConversationPicture, uri: vscode.Uri, page: number) {
    const path = join(this.#store.pictureFolder, `${hash}-${page}.png`);
    const file = vscode.Uri.file(path);
    if (known !== undefined && (await exists(file))) return { file, pages: known };
    const { png, pages } = await this.#renderPage({ document: await loadImage(uri, page), longestSide: shownSide });
    await mkdir(this.#store.pictureFolder, { recursive: true });
    await writeFile(path, png);
    return { file, pages };
  }
}

/** A page can be enlarged a little before its dots are seen. */
export const shownSide = 1600;

const newId = () => randomUUID().slice(0, 8);

/** Throws where the file is gone or too large to be asked about. */
async function hashOf(uri: vscode.Uri): Promise<string> {
  const source = await loadImage(uri);
  const bytes = 'bytes' in source ? source.bytes : await vscode.workspace.fs.readFile(uri);
  const digest = await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes));
  return Buffer.from(digest).toString('hex');
}
