import * as vscode from 'vscode';
import { baseName } from '../baseName.ts';
import { ExtensionError } from '../extensionError.ts';
import { chooseImages } from '../images/chosenImages.ts';
import { compareInNotebook } from './differenceNotebook.ts';
import type { Comparing } from './differenceNotebook.ts';

/** *Explain Image Change*: what a reviewer wants to know of a picture that differs from the last commit. */
export async function explainImageChange(parts: Comparing, clicked?: unknown): Promise<void> {
  const title = vscode.l10n.t('Image that has changed');
  const [uri] = (await chooseImages(resourceOf(clicked), undefined, title)) ?? [];
  if (!uri) return;
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

/** The picture as the last commit has it. */
async function committed(uri: vscode.Uri): Promise<Uint8Array> {
  const repository = await repositoryOf(uri);
  const path = uri.fsPath;
  if (!repository) throw new ExtensionError('image/no-repository', { path });
  return repository.buffer('HEAD', path).catch((cause: unknown) => {
    throw new ExtensionError('image/not-committed', { path }, { cause });
  });
}

/** What of the interface of the editor's Git extension is used here. */
interface Repository {
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
