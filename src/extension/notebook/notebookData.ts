import * as vscode from 'vscode';
import { isObject } from './plainNotebook.ts';
import type { Json, JsonObject, PlainCell, PlainNotebook, PlainOutput } from './plainNotebook.ts';

/** A notebook for the editor. What it has no place for travels in the metadata. */
export function toNotebookData({ cells, metadata, rest }: PlainNotebook): vscode.NotebookData {
  const data = new vscode.NotebookData(cells.map(toCellData));
  data.metadata = { metadata, rest };
  return data;
}

/** What the editor holds, as plain data. */
export function fromNotebookData({ cells, metadata }: vscode.NotebookData): PlainNotebook {
  return { cells: cells.map(fromCellData), metadata: objectIn(metadata, 'metadata'), rest: objectIn(metadata, 'rest') };
}

/** The metadata of a cell in the editor: the same keys as in the editor's own Jupyter notebooks. */
export function toCellMetadata({ id, metadata, rest }: Pick<PlainCell, 'id' | 'metadata' | 'rest'>): JsonObject {
  return { ...rest, id, metadata };
}

function toCellData(cell: PlainCell): vscode.NotebookCellData {
  const kind = cell.kind === 'markdown' ? vscode.NotebookCellKind.Markup : vscode.NotebookCellKind.Code;
  const data = new vscode.NotebookCellData(kind, cell.text, cell.language);
  data.metadata = toCellMetadata(cell);
  data.outputs = cell.outputs.map(toOutput);
  if (cell.executionCount !== null) data.executionSummary = { executionOrder: cell.executionCount };
  return data;
}

function fromCellData(data: vscode.NotebookCellData): PlainCell {
  // Metadata is JSON by the editor's contract, or absent.
  const { id, metadata: _, ...rest } = data.metadata ?? {};
  return {
    kind: cellKind(data),
    language: data.languageId,
    text: data.value,
    id: typeof id === 'string' ? id : '',
    metadata: objectIn(data.metadata, 'metadata'),
    rest,
    outputs: (data.outputs ?? []).map(fromOutput),
    executionCount: data.executionSummary?.executionOrder ?? null,
  };
}

function cellKind({ kind, languageId }: vscode.NotebookCellData): PlainCell['kind'] {
  if (kind === vscode.NotebookCellKind.Markup) return 'markdown';
  return languageId === 'raw' ? 'raw' : 'code';
}

function toOutput({ items, original }: PlainOutput): vscode.NotebookCellOutput {
  const shown = items.map(({ mime, bytes }) => new vscode.NotebookCellOutputItem(bytes, mime));
  return new vscode.NotebookCellOutput(shown, { original });
}

function fromOutput({ items, metadata }: vscode.NotebookCellOutput): PlainOutput {
  const original = objectIn(metadata, 'original');
  const plain = items.map(({ mime, data }) => ({ mime, bytes: data }));
  return Object.keys(original).length === 0 ? { items: plain } : { items: plain, original };
}

function objectIn(metadata: Record<string, unknown> | undefined, key: string): JsonObject {
  // Metadata is JSON by the editor's contract, or absent.
  const value = metadata?.[key] as Json | undefined;
  return isObject(value) ? value : {};
}
