import { isJsonObject } from '../../api/jsonObject.ts';
import type { Remark, Said } from '../../api/remarks.ts';

/**
 * What a run's files say of a failure: a remark, or the sentence alone that earlier versions wrote. Undefined for anything
 * else. Whoever wrote the file, no more is taken of it than anyone reads.
 */
export function readSaid(value: unknown): Said | undefined {
  return typeof value === 'string' ? cut(value) : remarkOf(value, deepest);
}

const mostCharacters = 10_000;
const mostEntries = 100;
/** An error about remarks about remarks is all that there is. */
const deepest = 4;

function remarkOf(value: unknown, depth: number): Remark | undefined {
  if (depth === 0 || !isJsonObject(value)) return undefined;
  const { code, details, message } = value;
  if (typeof code !== 'string' || typeof message !== 'string') return undefined;
  return {
    code: cut(code),
    details: isJsonObject(details) ? detailsOf(details, depth) : undefined,
    message: cut(message),
  };
}

function detailsOf(details: Readonly<Record<string, unknown>>, depth: number): Record<string, unknown> {
  const entries = Object.entries(details).slice(0, mostEntries);
  return Object.fromEntries(entries.map(([name, value]) => [name, detailOf(value, depth)]));
}

function detailOf(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return cut(value);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.slice(0, mostEntries).map((each: unknown) => detailOf(each, depth - 1));
  return remarkOf(value, depth - 1);
}

const cut = (text: string): string => text.slice(0, mostCharacters);
