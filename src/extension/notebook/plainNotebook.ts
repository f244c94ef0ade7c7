/** JSON as `JSON.parse` returns it. */
export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

/** A notebook as the editor sees it, in plain data. What HoVLE does not know of the file is kept in the `rest` objects. */
export interface PlainNotebook {
  cells: PlainCell[];
  metadata: JsonObject;
  /** Unknown keys of the document, and its `nbformat_minor`. */
  rest: JsonObject;
}

export interface PlainCell {
  kind: 'code' | 'markdown' | 'raw';
  /** What the editor highlights the text as; `hovle` for a question. */
  language: string;
  text: string;
  id: string;
  metadata: JsonObject;
  /** `attachments` and unknown keys of the cell. */
  rest: JsonObject;
  /** Empty unless the kind is `code`. */
  outputs: PlainOutput[];
  /** How often the kernel had run cells when it ran this one. */
  executionCount: number | null;
}

export interface PlainOutput {
  /** The same thing in several forms, richest first. */
  items: OutputItem[];
  /** The output as it stood in the file; absent for one that a kernel has just made. */
  original?: JsonObject;
}

export interface OutputItem {
  mime: string;
  bytes: Uint8Array;
}

/** Whether a JSON value is an object. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
