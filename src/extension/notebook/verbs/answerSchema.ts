import { ExtensionError } from '../../extensionError.ts';
import { isObject } from '../plainNotebook.ts';
import type { Json, JsonObject } from '../plainNotebook.ts';

/** The schema that a cell wants an answer to fit, and what the cell calls it. */
export interface AnswerSchema {
  name: string;
  schema: JsonObject;
}

/** A schema as a cell writes it or a file holds it. */
export function parseSchema(text: string, name: string): AnswerSchema {
  const schema = parse(text, name);
  if (!isObject(schema)) throw new ExtensionError('cell/bad-schema', { schema: name, reason: 'it is not an object' });
  return { name, schema };
}

function parse(text: string, name: string): Json {
  try {
    // What JSON.parse returns is Json by definition.
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw badSchema(name, cause);
  }
}

/** What is wrong with a value; undefined where it fits. */
export async function answerProblem(value: Json, { name, schema }: AnswerSchema): Promise<string | undefined> {
  const { schemaProblem } = await import('../jsonSchema.ts');
  try {
    return schemaProblem(value, schema);
  } catch (cause) {
    throw badSchema(name, cause);
  }
}

function badSchema(schema: string, cause: unknown) {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new ExtensionError('cell/bad-schema', { schema, reason }, { cause });
}
