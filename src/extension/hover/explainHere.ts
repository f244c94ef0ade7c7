import * as vscode from 'vscode';
import { locateImage } from '../images/locateImage.ts';
import { hoverQuestion } from './hoverQuestion.ts';
import type { HoverParts } from './hoverParts.ts';

/**
 * The link of a hover: starts to answer, and opens the hover again, which then shows the answer in place when it comes.
 * Without a place it explains the picture at the cursor.
 */
export async function explainHere(parts: HoverParts, uri?: unknown, place?: unknown): Promise<void> {
  const editor = editorOf(uri) ?? vscode.window.activeTextEditor;
  if (!editor) return;
  const position = readPosition(place) ?? editor.selection.active;
  const reference = await parts.images.at(editor.document, editor.document.validatePosition(position));
  const found = reference && (await locateImage(editor.document, reference));
  if (!found || (found.kind === 'remote' && !parts.settings().remoteImages)) {
    sayNoPicture();
    return;
  }
  const picture = await parts.pictures.read(found);
  const answer = parts.explanations.explain(hoverQuestion(picture, parts.settings()), neverAborted);
  editor.selection = new vscode.Selection(position, position);
  await showHover();
  await answer;
  // Who has gone on meanwhile finds the answer in the next hover.
  const isHere = vscode.window.activeTextEditor === editor && editor.selection.active.isEqual(position);
  if (isHere) await showHover();
}

/** The answer is kept even when the hover is gone meanwhile: it was asked for. */
const neverAborted = new AbortController().signal;

/** A hover that is already shown at this place would not be asked again. */
async function showHover(): Promise<void> {
  await vscode.commands.executeCommand('editor.action.hideHover');
  await vscode.commands.executeCommand('editor.action.showHover', { focus: 'noAutoFocus' });
}

function sayNoPicture(): void {
  void vscode.window.showInformationMessage(vscode.l10n.t('There is no picture here that could be explained.'));
}

/** What a command link carries may come from anywhere. */
function editorOf(uri: unknown): vscode.TextEditor | undefined {
  return vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri);
}

function readPosition(value: unknown): vscode.Position | undefined {
  if (typeof value !== 'object' || value === null || !('line' in value) || !('character' in value)) return undefined;
  const [line, character] = [Number(value.line), Number(value.character)];
  return line >= 0 && character >= 0 ? new vscode.Position(line, character) : undefined;
}
