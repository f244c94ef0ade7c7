import * as vscode from 'vscode';
import { abortOn } from '../abortOn.ts';
import { errorText, isCancelled } from '../errorText.ts';
import { referenceEndings } from '../images/references/referenceLanguages.ts';
import { describableAt, describe, missingIn } from './describer.ts';
import type { Describable, DescriberParts } from './describer.ts';
import { failureReasons } from './failureReasons.ts';
import { writeAlt } from './writeAlt.ts';

/** *Generate Alt Text* and *Refine Alt Text*: describes the picture at a place, the cursor's by default. */
export async function generateAltText(parts: DescriberParts, uri?: unknown, offset?: unknown): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const document = uri instanceof vscode.Uri ? await vscode.workspace.openTextDocument(uri) : editor?.document;
  if (!document) return;
  const at =
    typeof offset === 'number' ? offset : document.offsetAt(editor?.selection.active ?? new vscode.Position(0, 0));
  const describable = await describableAt(parts.images, document, at);
  if (!describable) {
    say(vscode.l10n.t('There is no picture here that can have a description.'));
    return;
  }
  await withProgress(vscode.l10n.t('Describing the picture'), async ({ signal }) => {
    await replace(parts, describable, await describe(parts, describable, signal));
  });
}

/** *Mark as Decorative*: an empty description, which screen readers pass over. */
export async function markDecorative(parts: DescriberParts, uri: unknown, offset: unknown): Promise<void> {
  if (!(uri instanceof vscode.Uri) || typeof offset !== 'number') return;
  const describable = await describableAt(parts.images, await vscode.workspace.openTextDocument(uri), offset);
  if (describable) await replace(parts, describable, '');
}

/** *Generate Missing Alt Texts in File*: shows what would be written, to be confirmed one by one or all at once. */
export async function generateMissingInFile(parts: DescriberParts): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document) await generateMissing(parts, async () => [document]);
}

/** *Generate Missing Alt Texts in Workspace*: the same for every document of the workspace. */
export async function generateMissingInWorkspace(parts: DescriberParts): Promise<void> {
  await generateMissing(parts, async () => {
    const files = await vscode.workspace.findFiles(
      describedFiles,
      '**/{node_modules,dist,out,build,.git}/**',
      mostFiles,
    );
    return Promise.all(files.map((file) => vscode.workspace.openTextDocument(file)));
  });
}

const describedFiles = `**/*.{md,markdown,html,htm,jsx,tsx,${[...referenceEndings.keys()].join(',')}}`;
const mostFiles = 1000;

async function generateMissing(parts: DescriberParts, documents: () => Promise<vscode.TextDocument[]>): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  await withProgress(vscode.l10n.t('Describing pictures'), async ({ signal, report }) => {
    const found = await Promise.all((await documents()).map((document) => missingIn(parts.images, document)));
    const missing = found.flat();
    const failures: string[] = [];
    for (const [index, describable] of missing.entries()) {
      report(`${index + 1} / ${missing.length}`, 100 / missing.length);
      const words = await describeOrSay(parts, describable, signal, failures);
      if (words !== undefined) propose(edit, describable, words);
    }
    if (missing.length === 0) say(vscode.l10n.t('Every picture has a description.'));
    if (failures.length > 0)
      say(`${vscode.l10n.t('{0} pictures were not described.', failures.length)} ${failureReasons(failures)}`);
  });
  if (edit.size === 0) return;
  // In the editor's preview nothing is ticked, and Apply writes what is.
  say(vscode.l10n.t('Tick the right descriptions, then press Apply.'));
  await vscode.workspace.applyEdit(edit, { isRefactoring: true });
}

/** One picture that fails does not keep the others from their description. Stopping stops all. */
async function describeOrSay(parts: DescriberParts, describable: Describable, signal: AbortSignal, failures: string[]) {
  try {
    return await describe(parts, describable, signal);
  } catch (error) {
    if (isCancelled(error) || signal.aborted) throw error;
    failures.push(errorText(error));
    return undefined;
  }
}

function propose(edit: vscode.WorkspaceEdit, { document, reference }: Describable, words: string): void {
  if (!reference.alt) return;
  const { from, to, text } = writeAlt(reference.alt, words);
  const range = new vscode.Range(document.positionAt(from), document.positionAt(to));
  const label = vscode.l10n.t('Descriptions of pictures');
  edit.replace(document.uri, range, text, {
    needsConfirmation: true,
    label,
    description: reference.address.slice(0, 80),
  });
}

/** Writes a description as one step to undo. The document may have changed while the model was looking. */
async function replace(parts: DescriberParts, { document, reference }: Describable, words: string): Promise<void> {
  const now = await parts.images.find(document);
  const candidates = now.filter(({ alt, address }) => alt && address === reference.address);
  const [nearest] = candidates.sort((a, b) => Math.abs(a.from - reference.from) - Math.abs(b.from - reference.from));
  if (!nearest?.alt) {
    say(vscode.l10n.t('The picture is no longer in the document.'));
    return;
  }
  const { from, to, text } = writeAlt(nearest.alt, words);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(document.positionAt(from), document.positionAt(to)), text);
  await vscode.workspace.applyEdit(edit);
}

interface Work {
  signal: AbortSignal;
  report: (message: string, increment: number) => void;
}

async function withProgress(title: string, work: (following: Work) => Promise<void>): Promise<void> {
  const location = vscode.ProgressLocation.Notification;
  await vscode.window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
    const abort = abortOn(token);
    try {
      await work({ signal: abort.signal, report: (message, increment) => progress.report({ message, increment }) });
    } finally {
      abort.dispose();
    }
  });
}

function say(sentence: string): void {
  void vscode.window.showInformationMessage(sentence);
}
