import { contentLot } from '../contentLot.ts';
import { isRecord, namedPictures, pictureFields } from './conversation.ts';
import { dataLimits } from './limits.ts';

/** The lot of a record of JSON: by it records are dealt out to parts, those about the same picture to the same one. */
export function recordLot(record: unknown): number {
  const names = isRecord(record) ? namedPictures(record) : [];
  return lotOf(names, JSON.stringify(record));
}

/** The same of a line, found without parsing it: half a million lines would take minutes before the first step. */
export function lineLot(line: string): number {
  for (const field of pictureFields) {
    const [, value] = fieldPatterns[field].exec(line) ?? [];
    if (value !== undefined) return lotOf(parsed(value), line);
  }
  return lotOf([], line);
}

/** Of several pictures the first by name: in whatever order they stand, and whichever of them stand beside it. */
function lotOf(names: readonly unknown[], text: string): number {
  const [first] = names.filter((name) => typeof name === 'string').sort();
  return contentLot(first ?? text.slice(0, textLength) + text.slice(-textLength));
}

// Of a record without pictures: its beginning may be the same words in all of them.
const textLength = 200;

const fieldPatterns = {
  image: patternOf('image'),
  images: patternOf('images'),
  file_name: patternOf('file_name'),
} satisfies { readonly [field in (typeof pictureFields)[number]]: RegExp };

/** A field with a text or a list of texts, both bounded. Inside of a text, its quotes would stand behind backslashes. */
function patternOf(field: string): RegExp {
  const text = String.raw`"(?:[^"\\]|\\.){0,4096}"`;
  const list = String.raw`\[[\s,]*(?:${text}[\s,]*){0,${dataLimits.picturesPerRecord}}\]`;
  return new RegExp(String.raw`"${field}"\s*:\s*(${text}|${list})`);
}

function parsed(value: string): unknown[] {
  try {
    const names: unknown = JSON.parse(value);
    return Array.isArray(names) ? names : [names];
  } catch {
    // The record is bad, and says so when it is read.
    return [value];
  }
}
