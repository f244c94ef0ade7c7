import path from 'node:path/posix';
import * as vscode from 'vscode';
import { baseName } from '../baseName.ts';
import { answerMime } from '../notebook/answerMime.ts';
import { jsonItem, liveMarkdown, markdownItem } from '../notebook/answerText.ts';
import { notebookFolder } from '../notebook/cellPicture.ts';
import { mimeOf } from '../notebook/editing/pastedPicture.ts';
import { notebookLanguage } from '../notebook/nbformatCell.ts';
import type { JsonObject } from '../notebook/plainNotebook.ts';
import { newCellId, notebookType } from '../notebook/serializer.ts';
import { plainText } from '../notebook/plainText.ts';
import { contextOf } from './context.ts';
import type { Conversation, ConversationPicture, Turn } from './conversation.ts';

/** Puts a conversation into a notebook: a new one, or one that is open, as the user chooses. */
export async function sendToNotebook(
  conversation: Conversation,
  isKept: (picture: ConversationPicture) => boolean,
): Promise<void> {
  const open = vscode.workspace.notebookDocuments.filter(
    ({ notebookType: type, isClosed }) => type === notebookType && !isClosed,
  );
  const target = open.length === 0 ? 'new' : await chooseTarget(open);
  if (target === undefined) return;
  const folder = target === 'new' ? undefined : notebookFolder(target);
  const cells = await Promise.all(conversation.turns.map((_, at) => toCell({ conversation, isKept, folder }, at)));
  const notebook = target === 'new' ? await newNotebook(cells) : await append(target, cells);
  await vscode.window.showNotebookDocument(notebook);
}

async function chooseTarget(
  open: readonly vscode.NotebookDocument[],
): Promise<vscode.NotebookDocument | 'new' | undefined> {
  const rows = [
    { label: `$(add) ${vscode.l10n.t('New notebook')}`, target: 'new' as const },
    ...open.map((target) => ({ label: `$(notebook) ${baseName(target.uri.path)}`, target })),
  ];
  const title = vscode.l10n.t('Notebook for this conversation');
  return (await vscode.window.showQuickPick(rows, { title }))?.target;
}

/** The editor loses the bytes of outputs with which a notebook is opened, and then draws none; an edit carries them whole. */
async function newNotebook(cells: vscode.NotebookCellData[]): Promise<vscode.NotebookDocument> {
  return append(await vscode.workspace.openNotebookDocument(notebookType, new vscode.NotebookData([])), cells);
}

async function append(
  notebook: vscode.NotebookDocument,
  cells: vscode.NotebookCellData[],
): Promise<vscode.NotebookDocument> {
  const edit = new vscode.WorkspaceEdit();
  edit.set(notebook.uri, [vscode.NotebookEdit.insertCells(notebook.cellCount, cells)]);
  await vscode.workspace.applyEdit(edit);
  return notebook;
}

interface Sending {
  conversation: Conversation;
  isKept: (picture: ConversationPicture) => boolean;
  /** Where the notebook's paths start; undefined for a new one, which starts at the workspace. */
  folder: vscode.Uri | undefined;
}

async function toCell({ conversation, isKept, folder }: Sending, at: number): Promise<vscode.NotebookCellData> {
  // `at` is a place of a turn, so that its context ends with that turn.
  const { turn, pictures, continues } = contextOf(conversation, at).at(-1)!;
  const attachments: JsonObject = {};
  const lines: string[] = [];
  for (const picture of pictures) {
    if (isKept(picture)) attachments[attachedName(picture)] = await attachment(picture);
    const address = isKept(picture) ? `attachment:${encode(attachedName(picture))}` : addressOf(picture, folder);
    lines.push(`![${picture.name.replace(/[[\]\\]/g, '')}](${address})`);
  }
  const text = [...directivesOf(turn, continues), ...lines, turn.question.replace(/^%/gm, '\\%')].join('\n');
  const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, notebookLanguage);
  cell.metadata = { id: newCellId(), metadata: Object.keys(attachments).length === 0 ? {} : { attachments } };
  cell.outputs = outputsOf(turn);
  return cell;
}

/** What repeats the answer: the conversation that leads to it, and its draw. */
function directivesOf({ draw }: Turn, continues: boolean): string[] {
  const own = draw ? [`%temperature ${draw.temperature}`, `%seed ${draw.seed}`] : [];
  return [...(continues ? ['%continue'] : []), ...own];
}

function outputsOf({ text, note, isTrained, facts }: Turn): vscode.NotebookCellOutput[] {
  if (text === '') return [];
  const markdown = [liveMarkdown(text, isTrained), ...(note === '' ? [] : [`*${plainText(note)}*`])].join('\n\n');
  const items = [markdownItem(markdown), ...(facts ? [jsonItem(answerMime, facts)] : [])];
  return [
    new vscode.NotebookCellOutput(items.map(({ mime, bytes }) => new vscode.NotebookCellOutputItem(bytes, mime))),
  ];
}

const attachedName = ({ id, name }: ConversationPicture) => `${id}-${name.replace(/[^\w.-]+/g, '-')}`;

async function attachment({ uri }: ConversationPicture): Promise<JsonObject> {
  const file = vscode.Uri.parse(uri, true);
  const bytes = await vscode.workspace.fs.readFile(file);
  return { [mimeOf(file.path) ?? 'image/png']: Buffer.from(bytes).toString('base64') };
}

/** Relative where the picture lies below the folder, so that both can be moved together. */
function addressOf({ uri, page }: ConversationPicture, folder: vscode.Uri | undefined): string {
  const file = vscode.Uri.parse(uri, true);
  const base = folder ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  const way = base && base.scheme === file.scheme ? path.relative(base.path, file.path) : undefined;
  const address = way === undefined || way.startsWith('..') ? file.fsPath.replaceAll('\\', '/') : way;
  return page === undefined ? encode(address) : `${encode(address)}#page=${page}`;
}

const encode = (address: string) =>
  address.replace(/[%\s()<>[\]\\#]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
