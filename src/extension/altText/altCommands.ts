import * as vscode from 'vscode';
import type { Picture } from '../images/picture.ts';
import type { Span } from '../images/references/imageReference.ts';
import { describableAt, describe, lookAt } from './describer.ts';
import type { Describable, DescriberParts } from './describer.ts';
import { descriptionEdit } from './descriptionEdit.ts';
import type { NotWritten } from './descriptionEdit.ts';
import { searchedNow } from './searchedNow.ts';
import { withProgress } from './withProgress.ts';

/** *Generate Alt Text* and *Refine Alt Text*: describes the picture at a place, the cursor's by default. */
export async function generateAltText(parts: DescriberParts, uri?: unknown, offset?: unknown): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const document = uri instanceof vscode.Uri ? await vscode.workspace.openTextDocument(uri) : editor?.document;
  if (!document) return;
  const at =
    typeof offset === 'number' ? offset : document.offsetAt(editor?.selection.active ?? new vscode.Position(0, 0));
  const describable = await describableAt(parts.images, document, at);
  if (!describable) say(vscode.l10n.t('There is no picture here that can have a description.'));
  else if (describable.reference.alt.state === 'expression') sayComputed(describable);
  else await generate(parts, describable);
}

/** *Mark as Decorative*: an empty description, which screen readers pass over. */
export async function markDecorative(parts: DescriberParts, uri: unknown, offset: unknown): Promise<void> {
  if (!(uri instanceof vscode.Uri) || typeof offset !== 'number') return;
  const describable = await describableAt(parts.images, await vscode.workspace.openTextDocument(uri), offset);
  if (describable) await write(parts, describable, '');
}

/** Nobody who asks for a description gets an empty one unasked. */
async function generate(parts: DescriberParts, describable: Describable): Promise<void> {
  const seen = await withProgress(describing(), async ({ signal }) => {
    const { picture, purpose } = await lookAt(parts, describable);
    return purpose === 'decorative'
      ? { picture }
      : { words: await describe(parts, describable, { picture, purpose }, signal) };
  });
  if (seen.words !== undefined) await write(parts, describable, seen.words);
  else await generateOnceAsked(parts, describable, seen.picture);
}

async function generateOnceAsked(parts: DescriberParts, describable: Describable, picture: Picture): Promise<void> {
  const purpose = await askPurpose(picture.name);
  if (purpose === 'decorative') await writeNothing(parts, describable);
  if (purpose !== 'informative') return;
  const words = await withProgress(describing(), ({ signal }) =>
    describe(parts, describable, { picture, purpose }, signal),
  );
  await write(parts, describable, words);
}

const describing = () => vscode.l10n.t('Describing the picture');

async function askPurpose(name: string): Promise<'informative' | 'decorative' | undefined> {
  const choices = [
    {
      label: vscode.l10n.t('Describe it'),
      detail: vscode.l10n.t('It says something that the text does not say.'),
      purpose: 'informative' as const,
    },
    {
      label: vscode.l10n.t('It is decoration'),
      detail: vscode.l10n.t('Its description is left empty, and screen readers pass over it.'),
      purpose: 'decorative' as const,
    },
  ];
  const title = vscode.l10n.t('{0} looks like decoration', name);
  return (await vscode.window.showQuickPick(choices, { title }))?.purpose;
}

async function writeNothing(parts: DescriberParts, describable: Describable): Promise<void> {
  const outcome = await write(parts, describable, '');
  if (outcome === 'written') say(vscode.l10n.t('The description is empty: screen readers pass over the picture.'));
  // Markdown has no other sign for decoration.
  if (outcome === 'unchanged') say(vscode.l10n.t('The description stays empty, as that of decoration is.'));
}

/** Writes a description as one step to undo, or says why not. The document may have changed while the model was looking. */
async function write(
  parts: DescriberParts,
  describable: Describable,
  words: string,
): Promise<'written' | NotWritten | 'refused'> {
  const [now] = (await searchedNow(parts.images, [describable.document])).values();
  if (!now) return sayGone();
  const found = descriptionEdit({ picture: describable, words }, now);
  if (found === 'gone') return sayGone();
  if (found === 'computed') sayComputed(describable);
  if (typeof found === 'string') return found;
  const edit = new vscode.WorkspaceEdit();
  edit.replace(now.document.uri, rangeIn(now.document, found), found.text);
  if (await vscode.workspace.applyEdit(edit)) return 'written';
  say(vscode.l10n.t('The document cannot be changed.'));
  return 'refused';
}

function sayGone(): 'gone' {
  say(vscode.l10n.t('The picture is no longer in the document.'));
  return 'gone';
}

/** Words of a program or a template are not overwritten by those of a model. */
function sayComputed({ document, reference: { alt } }: Describable): void {
  const selection = rangeIn(document, alt);
  const show = vscode.l10n.t('Show It');
  const sentence = vscode.l10n.t(
    'The description of this picture is computed ({0}), and a new one would replace that. Change it where its words come from, or write it out first.',
    document.getText(selection).replace(/\s+/g, ' ').slice(0, 60),
  );
  void vscode.window.showInformationMessage(sentence, show).then((chosen) => {
    if (chosen === show) void vscode.window.showTextDocument(document, { selection });
  });
}

function rangeIn(document: vscode.TextDocument, { from, to }: Span): vscode.Range {
  return new vscode.Range(document.positionAt(from), document.positionAt(to));
}

function say(sentence: string): void {
  void vscode.window.showInformationMessage(sentence);
}
