import { EngineError } from '../api/errors.ts';
import { clause, type Remark, type Said } from '../api/remarks.ts';

/** The part of JSON Schema in which the input of a tool is described. */
export interface InputSchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, Property>>;
  readonly required: readonly string[];
  readonly additionalProperties: false;
}

type Property = TextProperty | ListProperty;

interface TextProperty {
  readonly type: 'string';
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly minLength?: number;
  readonly maxLength?: number;
}

interface ListProperty {
  readonly type: 'array';
  readonly description?: string;
  readonly items: TextProperty;
  readonly minItems: number;
  readonly maxItems: number;
}

/** Input that fits a schema. */
export type ToolInput = Readonly<Record<string, string | string[]>>;

/** Reads input that another program's model wrote. Throws `request/invalid`, in words that help it to do better. */
export function checkInput(schema: InputSchema, input: unknown): ToolInput {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw wrong(clause('The input'), clause('an object'));
  const unknown = Object.keys(input).find((name) => !Object.hasOwn(schema.properties, name));
  if (unknown !== undefined)
    throw wrong(clause('The field {name}', { name: unknown.slice(0, 100) }), oneOf(namesOf(schema)));
  const missing = schema.required.find((name) => !Object.hasOwn(input, name));
  if (missing !== undefined) throw wrong(missing, clause('given'));
  const fields = Object.entries(input).map(([name, value]) => [
    name,
    checkProperty(schema.properties[name], value, name),
  ]);
  // Each value is what its property allows, and those are texts and lists of texts.
  return Object.fromEntries(fields) as ToolInput;
}

const namesOf = ({ properties }: InputSchema) => Object.keys(properties).join(', ');

function checkProperty(property: Property | undefined, value: unknown, name: string): unknown {
  if (property?.type === 'string') return checkText(property, value, name);
  if (!property || !Array.isArray(value)) throw wrong(name, clause('a list'));
  const { minItems, maxItems, items } = property;
  if (value.length < minItems || value.length > maxItems)
    throw wrong(name, clause('a list of {least} to {most}', { least: minItems, most: maxItems }));
  return value.map((item: unknown, index) => checkText(items, item, `${name}[${index}]`));
}

function checkText({ enum: allowed, minLength = 0, maxLength }: TextProperty, value: unknown, name: string): string {
  if (typeof value !== 'string') throw wrong(name, clause('a text'));
  if (allowed && !allowed.includes(value)) throw wrong(name, oneOf(allowed.join(', ')));
  if (value.length < minLength) throw wrong(name, clause('more than nothing'));
  if (maxLength !== undefined && value.length > maxLength)
    throw wrong(name, clause('at most {most} characters long', { most: maxLength }));
  return value;
}

const oneOf = (words: string): Remark => clause('one of {words}', { words });

function wrong(what: Said, expected: Remark): EngineError<'request/invalid'> {
  return new EngineError('request/invalid', { what, expected });
}
