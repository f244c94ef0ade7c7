import * as vscode from 'vscode';
import { baseName } from '../baseName.ts';
import { exists } from '../exists.ts';
import { ExtensionError } from '../extensionError.ts';
import { chooseImages } from '../images/chosenImages.ts';
import { imageEndings, isImageName } from '../images/imageFiles.ts';
import { fileBytes, fileFacts } from '../images/readFiles.ts';
import { mostAttachedBytes } from '../notebook/editing/pastedPicture.ts';
import { compareInNotebook } from './differenceNotebook.ts';
import type { Comparing } from './differenceNotebook.ts';

/** *Explain Image Change*: what a reviewer wants to know of a picture that differs from the last commit. */
export async function explainImageChange(parts: Comparing, clicked?: unknown): Promise<void> {
  const title = vscode.l10n.t('Image that has changed');
  const [uri] = (await chooseImages(resourceOf(clicked), undefined, title)) ?? [];
  if (!uri) return;
  await checkPicture(uri);
  const before = await committed(uri);
  const name = baseName(uri.path);
  const question = vscode.l10n.t(
    'The first image is {0} before a change, the second after it. What has changed, and what does a reviewer need to know?',
    name,
  );
  const pictures = [
    { bytes: before, name: `before-${name}`, mime: mimeOf(name), label: vscode.l10n.t('{0} (before)', name) },
    { uri, label: vscode.l10n.t('{0} (after)', name) },
  ];
  await compareInNotebook(parts, pictures, question);
}

/** The source-control view passes its own description of a file; an image diff shows the file of the working tree. */
function resourceOf(clicked: unknown): unknown {
  if (typeof clicked !== 'object' || clicked === null || !('resourceUri' in clicked)) return clicked;
  return clicked.resourceUri;
}

/** The source-control view offers the command for files of every kind, and for those that are gone. */
async function checkPicture(uri: vscode.Uri): Promise<void> {
  const path = uri.fsPath;
  if (!isImageName(uri.path)) throw new ExtensionError('image/no-picture', { path, known: imageEndings.join(', ') });
  if (!(await exists(uri))) throw new ExtensionError('image/deleted', { path });
}

/** The picture as the last commit has it. */
async function committed(uri: vscode.Uri): Promise<Uint8Array> {
  const repository = await repositoryOf(uri);
  const path = uri.fsPath;
  if (!repository) throw new ExtensionError('image/no-repository', { path });
  const kept = await repository.buffer('HEAD', path).catch((cause: unknown) => {
    throw new ExtensionError('image/not-committed', { path }, { cause });
  });
  checkSize(kept.length, path);
  return beyondPointer(kept, repository, path);
}

/** Both versions become a part of the notebook. */
function checkSize(sizeBytes: number, path: string): void {
  const limitBytes = mostAttachedBytes;
  if (sizeBytes > limitBytes) throw new ExtensionError('image/too-large', { path, sizeBytes, limitBytes });
}

/**
 * Git LFS commits a pointer and keeps the file by its hash beside the repository.
 * https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md
 */
async function beyondPointer(bytes: Uint8Array, { rootUri }: Repository, path: string): Promise<Uint8Array> {
  const text = new TextDecoder().decode(bytes.subarray(0, longestPointer));
  const [, hash] = /^version https:\/\/git-lfs[^]*^oid sha256:([0-9a-f]{64})$/m.exec(text) ?? [];
  if (hash === undefined) return bytes;
  const file = vscode.Uri.joinPath(rootUri, '.git', 'lfs', 'objects', hash.slice(0, 2), hash.slice(2, 4), hash);
  const facts = await fileFacts(file);
  if (facts) checkSize(facts.sizeBytes, path);
  const kept = facts && (await fileBytes(file));
  if (!kept) throw new ExtensionError('image/only-pointer', { path });
  return kept;
}

const longestPointer = 1024;

/** What of the interface of the editor's Git extension is used here. */
interface Repository {
  rootUri: vscode.Uri;
  buffer(ref: string, path: string): Promise<Uint8Array>;
}

interface GitExports {
  enabled: boolean;
  getAPI(version: 1): {
    getRepository(uri: vscode.Uri): Repository | null;
    openRepository(folder: vscode.Uri): Promise<Repository | null>;
  };
}

/** One that begins above the folder that is open is not open by itself: it is opened for who asks about a picture in it. */
async function repositoryOf(uri: vscode.Uri): Promise<Repository | undefined> {
  const git = await vscode.extensions.getExtension<GitExports>('vscode.git')?.activate();
  if (!git?.enabled) return undefined;
  const api = git.getAPI(1);
  return api.getRepository(uri) ?? (await api.openRepository(vscode.Uri.joinPath(uri, '..'))) ?? undefined;
}

function mimeOf(name: string): string {
  const ending = name.split('.').at(-1)?.toLowerCase() ?? '';
  const subtypes: Readonly<Record<string, string>> = { svg: 'svg+xml', jpg: 'jpeg', tif: 'tiff' };
  return `image/${subtypes[ending] ?? ending}`;
}
