import { EngineError } from '../../api/errors.ts';
import { remark, type Remark } from '../../api/remarks.ts';

export type SchemaObject = Readonly<Record<string, unknown>>;
export type Schema = SchemaObject | boolean;

export function isSchemaObject(value: unknown): value is SchemaObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The place that has no pointer. */
export const wholeSchema = 'the schema';

/** Ends the reading of a schema: `what` cannot be kept to while an answer is written. `place` is a JSON pointer. */
export function refuse(what: string | Remark, place: string): never {
  throw new EngineError('schema/unsupported', { what, place: place === '' ? wholeSchema : `#${place}` });
}

/** Refuses keywords that are not kept to, and those that stand beside one which alone decides. */
export function checkKeywords(schema: SchemaObject, place: string): void {
  const names = Object.keys(schema).filter((name) => !notes.has(name) && !name.startsWith('x-'));
  const unknown = names.find((name) => !kept.has(name));
  if (unknown !== undefined) refuse(remark('part/keyword', { keyword: unknown }), place);
  const decisive = deciding.find((name) => name in schema);
  const beside = names.find((name) => name !== decisive && !(decisive !== undefined && besideValues(decisive, name)));
  if (decisive !== undefined && beside !== undefined)
    refuse(remark('part/beside', { keyword: beside, other: decisive }), place);
}

/** Keywords that say everything about a value: what else a schema demanded would have to hold as well. */
const deciding = ['$ref', 'allOf', 'anyOf', 'oneOf', 'const', 'enum'];

const besideValues = (decisive: string, name: string): boolean =>
  name === 'type' && (decisive === 'const' || decisive === 'enum');

/** Keywords that demand nothing. */
const notes = new Set(
  ['$schema', '$id', '$defs', 'definitions', '$comment', 'title', 'description', 'default', 'examples'].concat(
    ...['deprecated', 'readOnly', 'writeOnly'],
  ),
);

const kept = new Set([
  ...deciding,
  ...['type', 'minLength', 'maxLength', 'pattern', 'format'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  ...['items', 'prefixItems', 'minItems', 'maxItems'],
  ...['properties', 'required', 'additionalProperties', 'minProperties', 'maxProperties'],
]);
