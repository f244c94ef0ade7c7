import * as vscode from 'vscode';
import type { AskRequest, ChatTurn, ImageSource } from '../../engine/api/engineApi.ts';
import { loadImage } from '../images/loadImage.ts';
import type { ModelShelf } from '../models/modelShelf.ts';
import type { Settings } from '../settings/settings.ts';
import { answerMime, readAnswerText } from './answerText.ts';
import { conversation } from './conversation.ts';
import type { Exchange, NotebookCellText } from './conversation.ts';
import type { CellOptions } from './directives.ts';
import { readImageAddress } from './imageAddress.ts';
import { notebookLanguage } from './nbformatCell.ts';
import type { Json } from './plainNotebook.ts';

/** What a cell asks, ready for the engine, and whether the model that will answer is trained. */
export interface CellRequest {
  request: AskRequest;
  trained: boolean;
}

/** Understands a cell: its pictures, its options over the settings, and the conversation it carries on. */
export async function cellRequest(
  cell: vscode.NotebookCell,
  models: ModelShelf,
  settings: Settings,
): Promise<CellRequest> {
  const base = baseFolder(cell.notebook);
  const exchanges = conversation(cell.notebook.getCells().map(readCell), cell.index);
  const { options } = exchanges[exchanges.length - 1]!.cell;
  const { folder, trained } = await models.find(options.model, base.fsPath);
  const turns = (await Promise.all(exchanges.map((exchange) => toTurns(exchange, base)))).flat();
  return { request: { ...generation(settings, options), model: folder, turns }, trained };
}

function readCell(cell: vscode.NotebookCell): NotebookCellText {
  const isQuestion = cell.kind === vscode.NotebookCellKind.Code && cell.document.languageId === notebookLanguage;
  // Attachments are JSON by the notebook format, and absent from most cells.
  const attachments = cell.metadata['attachments'] as Json | undefined;
  return { isQuestion, text: cell.document.getText(), attachments, answer: answerOf(cell) };
}

function answerOf(cell: vscode.NotebookCell): string | undefined {
  const items = cell.outputs.flatMap((output) => output.items);
  const answer = items.find(({ mime }) => mime === answerMime);
  return answer && readAnswerText(answer.data);
}

async function toTurns({ cell, attachments, answer }: Exchange, base: vscode.Uri): Promise<ChatTurn[]> {
  const images = await Promise.all(cell.images.map((address) => readPicture(address, attachments, base)));
  const question: ChatTurn = { role: 'user', text: cell.question, images };
  return answer === undefined ? [question] : [question, { role: 'assistant', text: answer }];
}

async function readPicture(address: string, attachments: Json | undefined, base: vscode.Uri): Promise<ImageSource> {
  const found = readImageAddress(address, attachments);
  if ('bytes' in found) return found;
  const isAbsolute = /^([a-z]:)?[/\\]/i.test(found.path);
  const path = found.path.replaceAll('\\', '/');
  return loadImage(
    isAbsolute ? base.with({ path: vscode.Uri.file(found.path).path }) : vscode.Uri.joinPath(base, path),
  );
}

/** Relative paths start at the notebook, or at the workspace while it has not been saved. */
function baseFolder({ uri, isUntitled }: vscode.NotebookDocument): vscode.Uri {
  const workspace = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (isUntitled) return workspace ?? vscode.Uri.file(process.cwd());
  return vscode.Uri.joinPath(uri, '..');
}

/** A cell's own options stand over the settings. */
function generation(settings: Settings, options: CellOptions): Omit<AskRequest, 'model' | 'turns'> {
  const { maxTokens, temperature, device, precision, maxTiles } = settings;
  const { model: _, continues: __, ...own } = options;
  const optional = { ...(precision ? { precision } : {}), ...(maxTiles ? { maxTiles } : {}) };
  return { maxTokens, temperature, device, ...optional, ...own };
}
