import { ExtensionError } from '../../extensionError.ts';
import { localise } from '../../localise.ts';
import { isObject } from '../plainNotebook.ts';
import type { Json, JsonObject } from '../plainNotebook.ts';

/** A schema as a cell writes it or the file `name` holds it. Whether it can be kept to, the engine says. */
export function parseSchema(text: string, name: string): JsonObject {
  const schema = parse(text, name);
  if (!isObject(schema))
    throw new ExtensionError('cell/bad-schema', { schema: name, reason: localise('it is not an object') });
  return schema;
}

function parse(text: string, schema: string): Json {
  try {
    // What JSON.parse returns is Json by definition.
    return JSON.parse(text) as Json;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ExtensionError('cell/bad-schema', { schema, reason }, { cause });
  }
}
