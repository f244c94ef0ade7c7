import { runInNewContext } from 'node:vm';
import { Validator } from '@cfworker/json-schema';
import type { Json, JsonObject } from './plainNotebook.ts';

/**
 * What is wrong with a value, in a sentence that a model understands; undefined where it fits. Throws where the schema
 * cannot be followed. A bundle of its own, loaded when a cell first names a schema.
 */
export function schemaProblem(value: Json, schema: JsonObject): string | undefined {
  const { valid, errors } = bounded(() => new Validator(schema, draft, false).validate(value));
  if (valid) return undefined;
  // The last errors are those nearest to the value that does not fit.
  const reasons = errors.slice(-mostReasons).map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`);
  return `The JSON does not fit the schema: ${reasons.join(' ')}`;
}

const draft = '2020-12';
const mostReasons = 3;

/** A schema comes from anywhere, and a regular expression in it may never end. */
function bounded<T>(check: () => T): T {
  // What the script returns is what `check` returns.
  return runInNewContext('check()', { check }, { timeout: limitMs }) as T;
}

const limitMs = 2000;
