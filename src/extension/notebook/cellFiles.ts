import * as vscode from 'vscode';
import { exists } from '../exists.ts';
import { ExtensionError } from '../extensionError.ts';
import { isInside } from '../isInside.ts';
import { localise } from '../localise.ts';
import { imageEndings } from '../images/imageFiles.ts';
import { loadImage } from '../images/loadImage.ts';
import { writeWhole } from '../writeWhole.ts';
import { pictureUri } from './cellPicture.ts';
import { splitGlob } from './splitGlob.ts';
import type { CellFiles } from './verbs/cellWork.ts';

/** What cells of a notebook in the folder `base` may read and write: what lies in it, and pictures wherever they are. */
export function createCellFiles(base: vscode.Uri, isUntitled: boolean): CellFiles {
  return {
    readText: async (path) => readText(await inside(path, base), path),
    findPictures: (glob) => findPictures(glob, base),
    reserve: async (path) => {
      if (isUntitled && !vscode.workspace.workspaceFolders) throw new ExtensionError('cell/unsaved', { path });
      return reserve(await inside(path, base), path);
    },
  };
}

async function inside(path: string, base: vscode.Uri): Promise<vscode.Uri> {
  const uri = pictureUri(path, base);
  if (await isInside(uri, base)) return uri;
  throw new ExtensionError('cell/outside', { path, folder: base.fsPath });
}

async function readText(uri: vscode.Uri, path: string): Promise<string> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > limitBytes)
      throw new ExtensionError('cell/bad-schema', {
        schema: path,
        reason: localise('it is larger than {0} bytes', limitBytes),
      });
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch (cause) {
    if (!(cause instanceof vscode.FileSystemError)) throw cause;
    throw new ExtensionError('cell/bad-schema', { schema: path, reason: localise('there is no such file') }, { cause });
  }
}

/** A schema becomes part of the question. */
const limitBytes = 100_000;

async function findPictures(glob: string, notebookBase: vscode.Uri) {
  if (/(^|[/\\])\.\.([/\\]|$)/.test(glob))
    throw new ExtensionError('cell/outside', { path: glob, folder: notebookBase.fsPath });
  const { folder, rest } = splitGlob(glob);
  const base = folder === '' ? notebookBase : pictureUri(folder, notebookBase);
  const pattern = new vscode.RelativePattern(base, rest);
  const found = await vscode.workspace.findFiles(pattern, null, mostPictures * 4);
  const pictures = found.filter(({ path }) => isPicture.test(path)).sort((a, b) => (a.path < b.path ? -1 : 1));
  if (pictures.length === 0) throw new ExtensionError('cell/no-pictures', { glob, folder: base.fsPath });
  if (pictures.length > mostPictures) throw new ExtensionError('cell/too-many-pictures', { glob, limit: mostPictures });
  const start = base.path.replace(/\/$/, '').length + 1;
  return Promise.all(pictures.map(async (uri) => ({ name: uri.path.slice(start), source: await loadImage(uri) })));
}

/** A table of more rows is no longer read in a notebook. */
const mostPictures = 1000;
const isPicture = new RegExp(`\\.(${imageEndings.join('|')})$`, 'i');

/** What cells of this window have written may be written again without a question. */
const written = new Set<string>();

async function reserve(uri: vscode.Uri, path: string): Promise<(text: string) => Promise<void>> {
  if (!written.has(uri.toString()) && (await exists(uri)) && !(await mayReplace(path)))
    throw new ExtensionError('cell/file-kept', { file: path });
  return async (text) => {
    await writeWhole(uri, new TextEncoder().encode(text));
    written.add(uri.toString());
  };
}

async function mayReplace(path: string): Promise<boolean> {
  const replace = vscode.l10n.t('Replace');
  const question = vscode.l10n.t('{0} is there already. Replace it?', path);
  return (await vscode.window.showWarningMessage(question, { modal: true }, replace)) === replace;
}
