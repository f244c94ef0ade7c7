import * as vscode from 'vscode';
import { errorCode, errorText, isCancelled } from '../errorText.ts';
import { referenceEndings } from '../images/references/referenceLanguages.ts';
import { describe, lookAt, missingIn } from './describer.ts';
import type { Describable, DescriberParts } from './describer.ts';
import { failureReasons } from './failureReasons.ts';
import { proposeDescriptions } from './proposeDescriptions.ts';
import type { Proposed } from './proposeDescriptions.ts';
import { withProgress } from './withProgress.ts';
import type { Followed } from './withProgress.ts';

/** What many descriptions are made with. What is left out is told in the log. */
interface BatchParts extends DescriberParts {
  log: vscode.LogOutputChannel;
}

/** *Generate Missing Alt Texts in File*: shows what would be written, to be confirmed one by one or all at once. */
export async function generateMissingInFile(parts: BatchParts): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document)
    await generateMissing(parts, async () => ({ missing: await missingIn(parts.images, document), unread: [] }));
}

/** *Generate Missing Alt Texts in Workspace*: the same for every document of the workspace. */
export async function generateMissingInWorkspace(parts: BatchParts): Promise<void> {
  await generateMissing(parts, async () => {
    const files = await vscode.workspace.findFiles(
      describedFiles,
      '**/{node_modules,dist,out,build,.git}/**',
      mostFiles,
    );
    const searched = await Promise.all(files.map((file) => missingInFile(parts, file)));
    if (files.length === mostFiles) say(vscode.l10n.t('Only {0} files of the workspace were searched.', mostFiles));
    const unread = files.filter((_, index) => searched[index] === undefined);
    return { missing: searched.flatMap((found) => found ?? []), unread };
  });
}

const describedFiles = `**/*.{md,markdown,html,htm,jsx,tsx,${[...referenceEndings.keys()].join(',')}}`;
const mostFiles = 1000;

/** Undefined for what only has the name of a document, and for files too large for the editor: the others are searched all the same. */
async function missingInFile({ images, log }: BatchParts, file: vscode.Uri): Promise<Describable[] | undefined> {
  try {
    return await missingIn(images, await vscode.workspace.openTextDocument(file));
  } catch (error) {
    log.warn(`${file.toString(true)} is not searched for pictures. ${errorText(error)}`);
    return undefined;
  }
}

interface Search {
  missing: Describable[];
  unread: vscode.Uri[];
}

async function generateMissing(parts: BatchParts, search: () => Promise<Search>): Promise<void> {
  const title = vscode.l10n.t('Describing pictures');
  const { unread, missing, ...seen } = await withProgress(title, async (followed) => {
    const found = await search();
    return { ...found, ...(await describeAll(parts, found.missing, followed)) };
  });
  const { edit, unchanged } = await proposeDescriptions(parts.images, seen.proposed);
  const unreadNames = unread.map((file) => vscode.workspace.asRelativePath(file));
  if (unread.length > 0) say(vscode.l10n.t('These files cannot be read as text: {0}', listed(unreadNames)));
  else if (missing.length === 0) say(vscode.l10n.t('Every picture has a description.'));
  if (seen.failures.length > 0) sayFailures(seen.failures, parts.log);
  if (unchanged.length > 0) say(vscode.l10n.t('Left empty as decoration: {0}', listed([...new Set(unchanged)])));
  if (edit.size === 0) return;
  // In the editor's preview nothing is ticked, and Apply writes what is.
  const tick = vscode.l10n.t('Tick the right descriptions, then press Apply.');
  const { length: of } = missing;
  say(seen.isStopped ? `${vscode.l10n.t('{0} of {1} pictures.', seen.proposed.length, of)} ${tick}` : tick);
  await vscode.workspace.applyEdit(edit, { isRefactoring: true });
}

interface Seen {
  proposed: Proposed[];
  failures: unknown[];
  isStopped: boolean;
}

/** One picture that fails does not keep the others from their description, and who stops keeps what there is by then. */
async function describeAll(
  parts: DescriberParts,
  missing: readonly Describable[],
  { signal, report }: Followed,
): Promise<Seen> {
  const seen: Seen = { proposed: [], failures: [], isStopped: false };
  const isStopped = () => signal.aborted;
  for (const [index, describable] of missing.entries()) {
    if (isStopped()) return { ...seen, isStopped: true };
    report(`${index + 1} / ${missing.length}`, 100 / missing.length);
    try {
      seen.proposed.push({ picture: describable, words: await wordsFor(parts, describable, signal) });
    } catch (error) {
      if (isCancelled(error) || isStopped()) return { ...seen, isStopped: true };
      seen.failures.push(error);
    }
  }
  return seen;
}

async function wordsFor(parts: DescriberParts, describable: Describable, signal: AbortSignal): Promise<string> {
  const { picture, purpose } = await lookAt(parts, describable);
  return purpose === 'decorative' ? '' : describe(parts, describable, { picture, purpose }, signal);
}

const listed = (names: readonly string[]) =>
  `${names.slice(0, mostNames).join(', ')}${names.length > mostNames ? ', …' : ''}`;

/** More do not fit into a message of the editor. */
const mostNames = 5;

function sayFailures(failures: readonly unknown[], log: vscode.LogOutputChannel): void {
  for (const failure of failures) log.error(failure instanceof Error ? failure : errorText(failure));
  const count = vscode.l10n.t('{0} pictures were not described.', failures.length);
  const settings = vscode.l10n.t('Open Settings');
  const showLog = vscode.l10n.t('Show Log');
  const isBarred = failures.some((failure) => errorCode(failure) === 'image/remote');
  const sentence = `${count} ${failureReasons(failures.map(errorText))}`;
  void vscode.window.showInformationMessage(sentence, ...(isBarred ? [settings] : []), showLog).then((chosen) => {
    if (chosen === showLog) log.show();
    if (chosen === settings) void vscode.commands.executeCommand('workbench.action.openSettings', 'hovle.remoteImages');
  });
}

function say(sentence: string): void {
  void vscode.window.showInformationMessage(sentence);
}
