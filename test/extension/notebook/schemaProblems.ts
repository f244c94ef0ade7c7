import { readFileSync } from 'node:fs';
import { Validator } from '@cfworker/json-schema';
import type { Schema } from '@cfworker/json-schema';

const file = new URL('../../golden/notebook/nbformat.v4.5.schema.json', import.meta.url);
const validator = new Validator(JSON.parse(readFileSync(file, 'utf8')) as Schema, '4', false);

/**
 * Why the text of a file is no notebook of nbformat 4.5; nothing where it is one. Held against the schema of nbformat's own
 * validator, which also wants every id to be there once.
 */
export function schemaProblems(text: string): string[] {
  const notebook = JSON.parse(text) as { cells?: { id?: string }[] };
  const { errors } = validator.validate(notebook);
  const ids = (notebook.cells ?? []).map(({ id }) => id);
  return [
    ...errors.map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`),
    ...(new Set(ids).size < ids.length ? [`An id stands there twice: ${ids.join(', ')}.`] : []),
  ];
}
