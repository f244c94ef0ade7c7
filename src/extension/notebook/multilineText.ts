import { ExtensionError } from '../extensionError.ts';
import { localise } from '../localise.ts';
import type { Json } from './plainNotebook.ts';

/** Text as nbformat stores it: one string, or an array of lines that keep their line ends. */
export function readMultiline(value: Json | undefined, what: string): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((line) => typeof line === 'string')) return value.join('');
  throw new ExtensionError('notebook/damaged', { reason: localise('{0} is not text', what) });
}

/** Text as an array of lines that keep their line ends, which shows well in a diff. */
export function writeMultiline(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
