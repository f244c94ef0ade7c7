/** What a cell does when a directive names more than an option of the answer. */
export type CellVerb =
  /** `schema`: JSON as text, or the name of a file with it; empty for any JSON. */
  | { kind: 'json'; schema: string }
  /** `file`: where the table is written as well. */
  | { kind: 'caption'; glob: string; file?: string }
  | { kind: 'compare'; models: string[] }
  | { kind: 'map'; word: string }
  /** `words`: what the patches are seen beside; without any, those of the question. */
  | { kind: 'embed'; words: string };

/** `%json`, `%json {…}` or `%json FILE`. */
export function readJsonWish(value: string): CellVerb | undefined {
  const isWritten = value.startsWith('{');
  return isWritten && !isJson(value) ? undefined : { kind: 'json', schema: value };
}

/** `%caption GLOB` or `%caption GLOB > FILE`. */
export function readCaption(value: string): CellVerb | undefined {
  const [glob = '', file, ...more] = value.split('>').map((part) => part.trim());
  if (glob === '' || more.length > 0) return undefined;
  if (file === undefined) return { kind: 'caption', glob };
  return /[^/\\]\.(txt|jsonl|csv)$/i.test(file) ? { kind: 'caption', glob, file } : undefined;
}

/** `%compare MODEL MODEL …`, names with spaces in quotes. */
export function readCompare(value: string): CellVerb | undefined {
  const models = [...value.matchAll(/"([^"]+)"|([^\s"]+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  const isWhole = !value.replace(/"[^"]+"/g, '').includes('"');
  return isWhole && models.length >= 2 ? { kind: 'compare', models } : undefined;
}

/** `%map WORD`: any words; how long they may be is for the model to say. */
export function readMap(value: string): CellVerb | undefined {
  return value === '' ? undefined : { kind: 'map', word: value };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
