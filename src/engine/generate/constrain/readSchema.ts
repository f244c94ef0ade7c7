import { EngineError } from '../../api/errors.ts';
import { remark } from '../../api/remarks.ts';
import { arrayShape, numberShape, objectShape, textShape } from './readKinds.ts';
import { checkKeywords, isSchemaObject, refuse, type Schema, type SchemaObject } from './keywords.ts';
import { isOneAtMost } from './apart.ts';
import type { Reading } from './reading.ts';
import { anyShape, noShape, type Shape } from './shape.ts';

/**
 * Reads the text of a JSON schema (2020-12) as a shape. What cannot be kept to while an answer is written is refused with
 * the keyword and its place, so that an answer that was written fits the schema.
 */
export function readSchema(text: string): Shape {
  if (text.length > mostCharacters)
    throw new EngineError('schema/too-large', { size: text.length, limit: mostCharacters, what: 'characters' });
  return new SchemaReader(parse(text)).read();
}

/** Longer ones are no schemas that anyone wrote. */
const mostCharacters = 100_000;

function parse(text: string): Schema {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new EngineError('schema/not-json', { reason }, { cause });
  }
  if (typeof parsed === 'boolean' || isSchemaObject(parsed)) return parsed;
  throw new EngineError('schema/not-json', { reason: 'it is neither an object nor true or false' });
}

class SchemaReader {
  readonly #root: Schema;
  /** Shapes that references lead to, by pointer. */
  readonly #known = new Map<string, Shape>();
  /** What can be said only once every reference has led somewhere. */
  readonly #checks: (() => void)[] = [];
  #count = 0;

  constructor(root: Schema) {
    this.#root = root;
  }

  read(): Shape {
    const root = this.#target('');
    for (const check of this.#checks) check();
    return root;
  }

  #shape(schema: unknown, place: string): Shape {
    if (++this.#count > mostSchemas)
      throw new EngineError('schema/too-large', { size: this.#count, limit: mostSchemas, what: 'schemas' });
    if (schema === true) return anyShape();
    if (schema === false) return noShape;
    if (!isSchemaObject(schema)) return refuse('a value that is no schema', place);
    checkKeywords(schema, place);
    return this.#ofKeywords(schema, place);
  }

  #ofKeywords(schema: SchemaObject, place: string): Shape {
    const { $ref, anyOf, oneOf, allOf } = schema;
    if (typeof $ref === 'string') return this.#reference($ref, place);
    if (allOf !== undefined) return this.#only(allOf, `${place}/allOf`);
    if (anyOf !== undefined) return this.#several(anyOf, `${place}/anyOf`);
    if (oneOf !== undefined) return this.#oneOf(oneOf, `${place}/oneOf`);
    if ('const' in schema) return exactly([schema['const']], schema);
    if (schema['enum'] !== undefined)
      return Array.isArray(schema['enum']) ? exactly(schema['enum'], schema) : refuse('an enum that is no list', place);
    return this.#typed(schema, place);
  }

  /** A reference into the schema itself: `#`, or `#/$defs/…`. */
  #reference(reference: string, place: string): Shape {
    if (!/^#(\/|$)/.test(reference)) return refuse(remark('part/reference', { reference }), place);
    return this.#target(decodeURIComponent(reference.slice(1)));
  }

  #target(pointer: string): Shape {
    const known = this.#known.get(pointer);
    if (known) return known;
    const shape: Shape = { kind: 'either', of: [] };
    this.#known.set(pointer, shape);
    shape.of.push(this.#shape(lookUp(this.#root, pointer), pointer));
    return shape;
  }

  #several(schemas: unknown, place: string): Shape {
    if (!Array.isArray(schemas) || schemas.length === 0) return refuse('an empty choice', place);
    return { kind: 'either', of: schemas.map((one, index) => this.#shape(one, `${place}/${index}`)) };
  }

  #oneOf(schemas: unknown, place: string): Shape {
    const shape = this.#several(schemas, place);
    this.#checks.push(() => {
      if (shape.kind === 'either' && !isOneAtMost(shape.of)) refuse('oneOf whose cases may hold at once', place);
    });
    return shape;
  }

  #only(schemas: unknown, place: string): Shape {
    if (Array.isArray(schemas) && schemas.length === 1) return this.#shape(schemas[0], `${place}/0`);
    return refuse('allOf of several schemas', place);
  }

  #typed(schema: SchemaObject, place: string): Shape {
    const types = typesOf(schema, place);
    if (types.length > 1) return { kind: 'either', of: types.map((type) => this.#ofType(type, schema, place)) };
    const [type] = types;
    return type === undefined ? anyShape() : this.#ofType(type, schema, place);
  }

  #ofType(type: Type, schema: SchemaObject, place: string): Shape {
    return kinds[type]({ schema, place, inside: (child, name) => this.#shape(child, `${place}/${name}`) });
  }
}

const mostSchemas = 2000;

const kinds = {
  null: (): Shape => ({ kind: 'exactly', json: 'null' }),
  boolean: (): Shape => exactly([true, false], {}),
  string: textShape,
  number: (reading: Reading) => numberShape(reading, 'number'),
  integer: (reading: Reading) => numberShape(reading, 'integer'),
  array: arrayShape,
  object: objectShape,
};

type Type = keyof typeof kinds;

/** The types that a schema names, or the one that its keywords are about. */
function typesOf(schema: SchemaObject, place: string): Type[] {
  const { type } = schema;
  if (type === undefined) return impliedTypes(schema, place);
  const named: unknown[] = Array.isArray(type) ? type : [type];
  return named.map(
    (name) =>
      Object.keys(kinds).find((known): known is Type => known === name) ??
      refuse(remark('part/type', { type: JSON.stringify(name) }), place),
  );
}

function impliedTypes(schema: SchemaObject, place: string): Type[] {
  const implied = about.filter(([, names]) => names.some((name) => name in schema)).map(([type]) => type);
  return implied.length < 2 ? implied : refuse('keywords of several types without a type', place);
}

const about: readonly (readonly [type: Type, keywords: readonly string[]])[] = [
  ['string', ['minLength', 'maxLength', 'pattern', 'format']],
  ['number', ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf']],
  ['array', ['items', 'prefixItems', 'minItems', 'maxItems']],
  ['object', ['properties', 'required', 'additionalProperties', 'minProperties', 'maxProperties']],
];

/** Values written as they are; where a type is named as well, those of it. */
function exactly(values: readonly unknown[], { type }: SchemaObject): Shape {
  const types: unknown[] = Array.isArray(type) ? type : [type];
  const fitting = values.filter((value) => type === undefined || types.some((name) => hasType(value, name)));
  return { kind: 'either', of: fitting.map((value): Shape => ({ kind: 'exactly', json: JSON.stringify(value) })) };
}

function hasType(value: unknown, type: unknown): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'object') return isSchemaObject(value);
  return typeof value === type;
}

/** What a JSON pointer leads to. */
function lookUp(root: Schema, pointer: string): unknown {
  const names = pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
  return names.reduce<unknown>((value, name) => {
    const isThere = typeof value === 'object' && value !== null && Object.hasOwn(value, name);
    return isThere ? Reflect.get(value, name) : refuse('a reference that leads nowhere', pointer);
  }, root);
}
