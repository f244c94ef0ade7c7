import { runInNewContext } from 'node:vm';
import { Validator } from '@cfworker/json-schema';
import { ExtensionError } from '../extensionError.ts';
import { isObject } from './plainNotebook.ts';
import type { Json, JsonObject } from './plainNotebook.ts';

/** A schema as a cell writes or names it; `name` is for the sentence of an error. */
export function parseSchema(text: string, name: string): JsonObject {
  let schema: Json;
  try {
    // What JSON.parse returns is Json by definition.
    schema = JSON.parse(text) as Json;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'it is not JSON';
    throw new ExtensionError('cell/bad-schema', { schema: name, reason }, { cause });
  }
  if (!isObject(schema)) throw new ExtensionError('cell/bad-schema', { schema: name, reason: 'it is not an object' });
  return schema;
}

/** What is wrong with a value, in a sentence that a model understands; undefined where it fits. */
export function schemaProblem(value: Json, schema: JsonObject): string | undefined {
  const { valid, errors } = bounded(() => new Validator(schema, draft, false).validate(value), schema);
  if (valid) return undefined;
  // The last errors are those nearest to the value that does not fit.
  const reasons = errors.slice(-mostReasons).map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`);
  return `The JSON does not fit the schema: ${reasons.join(' ')}`;
}

const draft = '2020-12';
const mostReasons = 3;

/** A schema comes from anywhere, and a regular expression in it may never end. */
function bounded<T>(check: () => T, schema: JsonObject): T {
  try {
    // What the script returns is what `check` returns.
    return runInNewContext('check()', { check }, { timeout: limitMs }) as T;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : 'it could not be followed';
    const name = typeof schema['title'] === 'string' ? schema['title'] : 'What %json names';
    throw new ExtensionError('cell/bad-schema', { schema: name, reason }, { cause });
  }
}

const limitMs = 2000;
