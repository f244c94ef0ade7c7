import { ExtensionError } from '../extensionError.ts';
import { localise } from '../localise.ts';
import { readMultiline, writeMultiline } from './multilineText.ts';
import { readOutput, writeOutput } from './nbformatOutput.ts';
import { isObject } from './plainNotebook.ts';
import type { Json, JsonObject, PlainCell } from './plainNotebook.ts';

/** The language of question cells. */
export const notebookLanguage = 'hovle';

/** A cell of the file. `ids` returns the id to use for the one that stands there. */
export function readCell(value: Json, ids: (wanted: Json | undefined) => string): PlainCell {
  if (!isObject(value)) throw damaged(localise('a cell is not an object'));
  const { cell_type: kind, source, id, metadata = {}, outputs = [], execution_count: count = null, ...rest } = value;
  if (kind !== 'code' && kind !== 'markdown' && kind !== 'raw') throw damaged(localise('a cell is of no known type'));
  if (!isObject(metadata)) throw damaged(localise('the metadata of a cell is not an object'));
  if (!Array.isArray(outputs)) throw damaged(localise('the outputs of a cell are not a list'));
  return {
    kind,
    language: kind === 'code' ? readLanguage(metadata) : kind,
    text: readMultiline(source, localise('the source of a cell')),
    id: ids(id),
    metadata,
    rest,
    outputs: kind === 'code' ? outputs.map(readOutput) : [],
    executionCount: typeof count === 'number' && Number.isInteger(count) ? count : null,
  };
}

/** The cell as nbformat 4.5 wants it, keys in alphabetical order. */
export function writeCell(cell: PlainCell, ids: (wanted: Json | undefined) => string): JsonObject {
  const { kind, text, id, outputs, executionCount } = cell;
  const isCode = kind === 'code';
  const code: JsonObject = isCode ? { execution_count: executionCount, outputs: outputs.map(writeOutput) } : {};
  const { attachments, ...others } = cell.rest;
  const rest = isCode ? others : cell.rest;
  const written: JsonObject = {
    ...rest,
    ...code,
    cell_type: kind,
    id: ids(id),
    // The format has attachments of code cells only in their metadata.
    metadata: isCode ? { ...withLanguage(cell), ...(attachments ? { attachments } : {}) } : cell.metadata,
    source: writeMultiline(text),
  };
  return Object.fromEntries(Object.entries(written).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A code cell in another language than the notebook's says so where the editor's own notebooks do. */
function readLanguage({ vscode }: JsonObject): string {
  const language = isObject(vscode) ? vscode['languageId'] : undefined;
  return typeof language === 'string' ? language : notebookLanguage;
}

function withLanguage({ metadata, language }: PlainCell): JsonObject {
  if (readLanguage(metadata) === language) return metadata;
  const { vscode, ...others } = metadata;
  const { languageId: _, ...kept } = isObject(vscode) ? vscode : {};
  const own = language === notebookLanguage ? kept : { ...kept, languageId: language };
  return Object.keys(own).length === 0 ? others : { ...others, vscode: own };
}

function damaged(reason: string) {
  return new ExtensionError('notebook/damaged', { reason });
}
