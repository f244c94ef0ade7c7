import { ExtensionError } from '../extensionError.ts';
import { localise } from '../localise.ts';
import { readMultiline, writeMultiline } from './multilineText.ts';
import { isObject } from './plainNotebook.ts';
import type { Json, JsonObject, OutputItem, PlainOutput } from './plainNotebook.ts';

/** Mime types by which the editor knows what nbformat has own kinds of outputs for. */
export const streamMimes = {
  stdout: 'application/vnd.code.notebook.stdout',
  stderr: 'application/vnd.code.notebook.stderr',
} as const;
export const errorMime = 'application/vnd.code.notebook.error';

/** An output of the file in the forms that the editor can show; the original is kept beside them. */
export function readOutput(value: Json): PlainOutput {
  if (!isObject(value))
    throw new ExtensionError('notebook/damaged', { reason: localise('an output is not an object') });
  const kind = value['output_type'];
  const read = typeof kind === 'string' && Object.hasOwn(readers, kind) ? readers[kind] : undefined;
  return { items: read?.(value) ?? [], original: value };
}

/** Outputs that came from the file go back as they were; others are written by what they hold. */
export function writeOutput({ items, original }: PlainOutput): JsonObject {
  if (original) return original;
  const [first] = items;
  if (first?.mime === errorMime) return writeError(first);
  if (first?.mime === streamMimes.stdout) return writeStream('stdout', items);
  if (first?.mime === streamMimes.stderr) return writeStream('stderr', items);
  return { data: Object.fromEntries(items.map(writeItem)), metadata: {}, output_type: 'display_data' };
}

const readers: Readonly<Record<string, (output: JsonObject) => OutputItem[]>> = {
  display_data: readData,
  execute_result: readData,
  stream: (output) => {
    const mime = output['name'] === 'stderr' ? streamMimes.stderr : streamMimes.stdout;
    return [{ mime, bytes: encode(readMultiline(output['text'], localise('a stream'))) }];
  },
  error: ({ ename = '', evalue = '', traceback }) => {
    const stack = traceback === undefined ? '' : readLines(traceback);
    return [{ mime: errorMime, bytes: encode(JSON.stringify({ name: ename, message: evalue, stack })) }];
  },
};

function readLines(value: Json): string {
  return Array.isArray(value) ? value.filter((line) => typeof line === 'string').join('\n') : '';
}

function readData(output: JsonObject): OutputItem[] {
  const { data } = output;
  if (!isObject(data)) throw new ExtensionError('notebook/damaged', { reason: localise('an output has no data') });
  return Object.entries(data).map(([mime, value]) => ({ mime, bytes: readBytes(mime, value) }));
}

function readBytes(mime: string, value: Json): Uint8Array {
  if (isJsonMime(mime)) return encode(JSON.stringify(value));
  const text = readMultiline(value, localise('the {0} form of an output', mime));
  return isText(mime) ? encode(text) : Buffer.from(text, 'base64');
}

function writeItem({ mime, bytes }: OutputItem): [mime: string, value: Json] {
  // What JSON.parse returns is Json by definition.
  if (isJsonMime(mime)) return [mime, JSON.parse(decode(bytes)) as Json];
  return [mime, isText(mime) ? writeMultiline(decode(bytes)) : Buffer.from(bytes).toString('base64')];
}

/** The editor may hold a stream in pieces. */
function writeStream(name: string, items: OutputItem[]): JsonObject {
  const text = items.map(({ bytes }) => decode(bytes)).join('');
  return { name, output_type: 'stream', text: writeMultiline(text) };
}

function writeError({ bytes }: OutputItem): JsonObject {
  // What JSON.parse returns is Json by definition.
  const error = JSON.parse(decode(bytes)) as Json;
  const field = (name: string) => (isObject(error) && typeof error[name] === 'string' ? error[name] : '');
  const traceback = field('stack').split('\n');
  return { ename: field('name'), evalue: field('message'), output_type: 'error', traceback };
}

const isJsonMime = (mime: string) => mime === 'application/json' || mime.endsWith('+json');
/** Every other form is stored as base64. */
const isText = (mime: string) =>
  mime.startsWith('text/') || mime === 'image/svg+xml' || mime === 'application/javascript';
const encode = (text: string) => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
