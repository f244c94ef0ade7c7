import { isJson } from '../../../webview/protocol.ts';

/** What a cell does when a directive names more than an option of the answer. */
export type CellVerb =
  /** `schema`: JSON as text, or the name of a file with it; empty for any JSON. */
  | { kind: 'json'; schema: string }
  /** `file`: where the table is written as well. */
  | { kind: 'caption'; glob: string; file?: string }
  | { kind: 'compare'; models: string[] }
  | { kind: 'each' }
  | { kind: 'map'; word: string }
  /** `words`: what the patches are seen beside; without any, those of the question. */
  | { kind: 'embed'; words: string }
  /** `recipe`: its file. */
  | { kind: 'train'; recipe: string }
  /** `benchmark`: its name, or data in a file or folder; `file`: where the result is written as well. */
  | { kind: 'evaluate'; benchmark: string; models: string[]; file?: string };

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
  const models = readNames(value);
  return models && models.length >= 2 ? { kind: 'compare', models } : undefined;
}

/** `%train RECIPE`. */
export function readTrain(value: string): CellVerb | undefined {
  const [recipe, ...more] = readNames(value) ?? [];
  return recipe !== undefined && more.length === 0 && /\.ya?ml$/i.test(recipe) ? { kind: 'train', recipe } : undefined;
}

/** `%evaluate BENCHMARK`, `%evaluate BENCHMARK MODEL …`, and either with `> FILE.json` behind it. */
export function readEvaluate(value: string): CellVerb | undefined {
  const [words = '', file, ...more] = value.split('>').map((part) => part.trim());
  const [benchmark, ...models] = readNames(words) ?? [];
  if (benchmark === undefined || more.length > 0) return undefined;
  if (file === undefined) return { kind: 'evaluate', benchmark, models };
  return /[^/\\]\.json$/i.test(file) ? { kind: 'evaluate', benchmark, models, file } : undefined;
}

/** Names with spaces stand in quotes. Undefined where a quote is left open. */
function readNames(value: string): string[] | undefined {
  const names = [...value.matchAll(/"([^"]+)"|([^\s"]+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  return value.replace(/"[^"]+"/g, '').includes('"') ? undefined : names;
}

/** `%map WORD`: any words; how long they may be is for the model to say. */
export function readMap(value: string): CellVerb | undefined {
  return value === '' ? undefined : { kind: 'map', word: value };
}
