import * as vscode from 'vscode';
import { deviceNames, mapMethods, precisions } from '../../../engine/api/choices.ts';
import { imageEndings } from '../../images/imageFiles.ts';
import { modelItem } from '../../models/modelItem.ts';
import { localise } from '../../localise.ts';
import type { ModelShelf } from '../../models/modelShelf.ts';
import { attachmentsOf } from '../attachments.ts';
import { notebookFolder, pictureUri } from '../cellPicture.ts';
import { directives } from '../directives.ts';
import { notebookLanguage } from '../nbformatCell.ts';
import { completionContext } from './completionContext.ts';
import type { CompletionContext } from './completionContext.ts';
import { questionCellOf } from './questionCells.ts';

/** Offers the `%` lines of a cell, what they take, and the pictures beside the notebook while they are being written. */
export function registerCellCompletion(models: Pick<ModelShelf, 'list'>): vscode.Disposable {
  const provideCompletionItems = async (document: vscode.TextDocument, position: vscode.Position) => {
    const context = completionContext(document.lineAt(position).text.slice(0, position.character));
    if (!context) return [];
    const range = new vscode.Range(position.translate(0, -context.written.length), position);
    const items = await itemsFor(context, { models, cell: questionCellOf(document) });
    return items.map((item) => Object.assign(item, { range: item.range ?? range }));
  };
  return vscode.languages.registerCompletionItemProvider(
    notebookLanguage,
    { provideCompletionItems },
    ...['%', ' ', '(', '/', '<'],
  );
}

interface Sources {
  models: Pick<ModelShelf, 'list'>;
  cell: vscode.NotebookCell | undefined;
}

async function itemsFor(context: CompletionContext, sources: Sources): Promise<vscode.CompletionItem[]> {
  if (context.kind === 'directive') return directiveItems();
  if (context.kind === 'picture') return sources.cell ? pictureItems(context.written, sources.cell) : [];
  const values = Object.hasOwn(valueItems, context.directive) ? valueItems[context.directive] : undefined;
  return values ? values(sources) : [];
}

function directiveItems(): vscode.CompletionItem[] {
  return Object.entries(directives).map(([name, { wanted, help }]) => {
    const item = new vscode.CompletionItem(`%${name}`, vscode.CompletionItemKind.Property);
    return Object.assign(item, { detail: localise(wanted), documentation: localise(help) });
  });
}

/** What stands behind a directive, where it is one of some. */
const valueItems: Readonly<Record<string, (sources: Sources) => Promise<vscode.CompletionItem[]>>> = {
  model: modelItems,
  compare: modelItems,
  device: async () => ['auto', ...deviceNames].map(choice),
  precision: async () => precisions.map(choice),
  method: async () => mapMethods.map(choice),
};

const choice = (name: string) => new vscode.CompletionItem(name, vscode.CompletionItemKind.EnumMember);

async function modelItems({ models }: Sources): Promise<vscode.CompletionItem[]> {
  return (await models.list()).map((model) => {
    const item = new vscode.CompletionItem(model.name, vscode.CompletionItemKind.Value);
    return Object.assign(item, { detail: modelItem(model).description, documentation: model.folder });
  });
}

/** Pictures and folders in the folder that is written so far, and the cell's attachments. */
async function pictureItems(written: string, cell: vscode.NotebookCell): Promise<vscode.CompletionItem[]> {
  const start = written.replace(/[^/\\]*$/, '');
  const folder = pictureUri(start, notebookFolder(cell.notebook));
  const entries = await vscode.workspace.fs.readDirectory(folder).then(
    (all) => all,
    () => [],
  );
  const files = entries.flatMap(([name, type]) => {
    const isFolder = (type & vscode.FileType.Directory) !== 0;
    if (name.startsWith('.') || !(isFolder || isPicture.test(name))) return [];
    return [pathItem(start, name, isFolder)];
  });
  const attached = start === '' ? Object.keys(attachmentsOf(cell.metadata)).map(attachmentItem) : [];
  return [...files, ...attached];
}

const isPicture = new RegExp(`\\.(${imageEndings.join('|')})$`, 'i');

function pathItem(start: string, name: string, isFolder: boolean): vscode.CompletionItem {
  const kind = isFolder ? vscode.CompletionItemKind.Folder : vscode.CompletionItemKind.File;
  const label = isFolder ? `${name}/` : name;
  const item = new vscode.CompletionItem(label, kind);
  item.insertText = start + addressPart(label);
  item.filterText = start + name;
  if (isFolder) item.command = { command: 'editor.action.triggerSuggest', title: '' };
  return item;
}

function attachmentItem(name: string): vscode.CompletionItem {
  const item = new vscode.CompletionItem(`attachment:${name}`, vscode.CompletionItemKind.Reference);
  return Object.assign(item, { insertText: `attachment:${addressPart(name)}` });
}

/** Spaces and parentheses would end an address of Markdown. */
const addressPart = (name: string) =>
  encodeURI(name).replace(/[()]/g, (bracket) => `%${bracket.charCodeAt(0).toString(16)}`);
