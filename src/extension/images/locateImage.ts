import path from 'node:path/posix';
import * as vscode from 'vscode';
import { baseName } from '../baseName.ts';
import { isInside } from '../isInside.ts';
import { attachmentsOf } from '../notebook/attachments.ts';
import { readImageAddress } from '../notebook/imageAddress.ts';
import { imageCandidates } from './candidates.ts';
import type { FoundImage } from './foundImage.ts';
import { documentEndings, endingOf } from './imageFiles.ts';
import { fileBytes, fileFacts } from './readFiles.ts';
import type { ImageReference } from './references/imageReference.ts';

/** What of a reference says where the picture is. */
export type AddressOf = Pick<ImageReference, 'address' | 'folders'>;

/** Finds the picture that a document names. Undefined where no file of that name is. */
export async function locateImage(
  document: vscode.TextDocument,
  reference: AddressOf,
): Promise<FoundImage | undefined> {
  const { address } = reference;
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(address)?.[1]?.toLowerCase();
  if (scheme === 'http' || scheme === 'https') return { kind: 'remote', address, name: baseName(address) };
  if (address.startsWith('//')) return { kind: 'remote', address: `https:${address}`, name: baseName(address) };
  const cell = cellOf(document);
  if (scheme === 'data' || scheme === 'attachment') return readEmbedded(address, cell);
  const base = folderOf(cell?.notebook.uri ?? document.uri);
  const uris = scheme === 'file' ? [vscode.Uri.parse(address)] : await candidateUris(reference, base);
  return withPage(await firstFile(uris, base), address);
}

/** A document is seen by one page: `#page=3`, or its first. */
function withPage(found: FoundFile | undefined, address: string): FoundImage | undefined {
  if (!found || !documentEndings.includes(endingOf(found.uri.path))) return found;
  const page = Number(/#page=(\d{1,6})$/i.exec(address)?.[1] ?? 1);
  return { ...found, name: `${found.name}#page=${page}`, page };
}

/** The folder where relative addresses of a document start: its own, or the workspace's while it has none. */
export function folderOf(uri: vscode.Uri): vscode.Uri {
  const workspace = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (uri.scheme === 'untitled') return workspace ?? vscode.Uri.file(process.cwd());
  return vscode.Uri.joinPath(uri, '..');
}

/** The notebook cell whose text this is. */
function cellOf(document: vscode.TextDocument): vscode.NotebookCell | undefined {
  if (document.uri.scheme !== 'vscode-notebook-cell') return undefined;
  const cells = vscode.workspace.notebookDocuments.flatMap((notebook) => notebook.getCells());
  return cells.find((cell) => cell.document === document);
}

function readEmbedded(address: string, cell: vscode.NotebookCell | undefined): FoundImage {
  const found = readImageAddress(address, cell && attachmentsOf(cell.metadata));
  // Both schemes give bytes; everything else is a path or an address.
  if (!('bytes' in found)) throw new TypeError(`${address} is no embedded picture.`);
  return { kind: 'bytes', ...found };
}

async function candidateUris({ address, folders = [] }: AddressOf, base: vscode.Uri): Promise<vscode.Uri[]> {
  const roots = rootsOf(base);
  const [outermost] = roots.slice(-1);
  const aliases = outermost === undefined ? [] : await aliasesFor(base, outermost);
  const candidates = imageCandidates(address, { base: base.path, roots, folders, aliases });
  return candidates.map((candidate) => base.with({ path: candidate, query: '', fragment: '' }));
}

/** Folders of the workspace that hold this one, innermost first; a site inside the workspace often has a package.json of its own. */
function rootsOf(base: vscode.Uri): string[] {
  const folder =
    vscode.workspace.getWorkspaceFolder(base)?.uri.path ?? vscode.workspace.workspaceFolders?.[0]?.uri.path;
  if (folder === undefined || !`${base.path}/`.startsWith(`${folder}/`)) return folder === undefined ? [] : [folder];
  const roots: string[] = [];
  for (let at = base.path; at.length > folder.length; at = path.dirname(at)) roots.push(at);
  return [...roots, folder];
}

async function aliasesFor(base: vscode.Uri, root: string) {
  const { readPathAliases } = await import('./pathAliases.ts');
  return readPathAliases(base.path, root, (file) => readText(base.with({ path: file })));
}

async function readText(uri: vscode.Uri): Promise<string | undefined> {
  const bytes = await fileBytes(uri);
  return bytes && new TextDecoder().decode(bytes);
}

type FoundFile = Extract<FoundImage, { kind: 'file' }>;

async function firstFile(uris: readonly vscode.Uri[], base: vscode.Uri): Promise<FoundFile | undefined> {
  for (const uri of uris)
    if ((await mayRead(uri, base)) && (await fileFacts(uri))) return { kind: 'file', uri, name: baseName(uri.path) };
  return undefined;
}

/** What an untrusted workspace names is read only where it lies in it, or beside the document. */
async function mayRead(uri: vscode.Uri, base: vscode.Uri): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const folders = [...(vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri), base];
  const inside = await Promise.all(folders.map((folder) => isInside(uri, folder)));
  return inside.includes(true);
}
