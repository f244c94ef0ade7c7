import { ExtensionError } from '../extensionError.ts';
import { localise } from '../localise.ts';
import { readCell, writeCell } from './nbformatCell.ts';
import { isObject } from './plainNotebook.ts';
import type { Json, JsonObject, PlainNotebook } from './plainNotebook.ts';

/** Reads an nbformat 4 document. `newId` names cells that have no valid id of their own. An empty file is an empty notebook. */
export function parseNotebook(text: string, newId: () => string): PlainNotebook {
  if (text.trim() === '') return { cells: [], metadata: {}, rest: {} };
  const { cells, metadata = {}, nbformat, ...rest } = parseObject(text);
  if (nbformat !== 4) refuseVersion(nbformat);
  if (!Array.isArray(cells)) throw damaged(localise('it has no list of cells'));
  if (!isObject(metadata)) throw damaged(localise('its metadata is not an object'));
  const ids = uniqueIds(newId);
  return { cells: cells.map((cell) => readCell(cell, ids)), metadata, rest };
}

/** Writes a valid nbformat 4.5 document: keys in order, one space of indentation, as Jupyter writes it. */
export function printNotebook({ cells, metadata, rest }: PlainNotebook, newId: () => string): string {
  const { nbformat_minor: minor, ...others } = rest;
  const ids = uniqueIds(newId);
  const document = {
    ...others,
    cells: cells.map((cell) => writeCell(cell, ids)),
    metadata: withLanguage(metadata),
    nbformat: 4,
    // Cells have ids since 4.5; a later 4.x has whatever it had.
    nbformat_minor: typeof minor === 'number' ? Math.max(5, minor) : 5,
  };
  return `${JSON.stringify(document, null, 1)}\n`;
}

/** Tells tools that know only nbformat what the code cells are written in. */
const languageMetadata: JsonObject = {
  kernelspec: { display_name: 'HoVLE', language: 'hovle', name: 'hovle' },
  language_info: { file_extension: '.md', mimetype: 'text/markdown', name: 'hovle' },
};

/** A file that says what it is written in keeps every word of that. */
function withLanguage(metadata: JsonObject): JsonObject {
  const isSaid = Object.keys(languageMetadata).every((key) => Object.hasOwn(metadata, key));
  if (isSaid) return metadata;
  return Object.fromEntries(Object.entries({ ...languageMetadata, ...metadata }).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Gives back a wanted id if it is valid and not yet taken, else a new one. */
function uniqueIds(newId: () => string): (wanted: Json | undefined) => string {
  const taken = new Set<string>();
  return (wanted) => {
    let id = typeof wanted === 'string' && /^[a-zA-Z0-9_-]{1,64}$/.test(wanted) ? wanted : newId();
    while (taken.has(id)) id = newId();
    taken.add(id);
    return id;
  };
}

function parseObject(text: string): JsonObject {
  const value = parseJson(text);
  if (!isObject(value)) throw damaged(localise('it is not a JSON object'));
  return value;
}

function parseJson(text: string): Json {
  try {
    // What JSON.parse returns is Json by definition.
    return JSON.parse(text.replace(/^\uFEFF/, '')) as Json;
  } catch (cause) {
    throw damaged(localise('it is not JSON ({0})', cause instanceof Error ? cause.message : String(cause)), { cause });
  }
}

function refuseVersion(nbformat: Json | undefined): never {
  if (typeof nbformat !== 'number')
    throw damaged(localise('it does not say which version of the notebook format it has'));
  throw new ExtensionError('notebook/other-version', { version: String(nbformat) });
}

function damaged(reason: string, options?: ErrorOptions) {
  return new ExtensionError('notebook/damaged', { reason }, options);
}
