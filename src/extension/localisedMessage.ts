import { describeDeath } from '../engine/api/engineDeath.ts';
import type { EngineDeath } from '../engine/api/engineDeath.ts';
import type { Remark, Said } from '../engine/api/remarks.ts';
import { localise, localiseNamed } from './localise.ts';

/**
 * The sentence of an error or a remark in the editor's language; in English where there is no translation. Translations
 * stand under the code and name the details, `{path}`; how an engine ended is `{death}`.
 */
export function localisedMessage({ code, details, message }: Omit<Remark, 'details'> & { details?: unknown }): string {
  const sentence = localiseNamed(code, valuesOf(details));
  return sentence === code ? message : sentence;
}

/** The same of what may be words alone, which stay as they are. */
export function localisedWords(said: Said): string {
  return typeof said === 'string' ? said : localisedMessage(said);
}

function valuesOf(details: unknown): Record<string, string | number> {
  if (typeof details !== 'object' || details === null) return {};
  const death = [details, 'last' in details ? details.last : undefined].find(isDeath);
  const values = Object.entries(details).map(([name, value]) => [name, valueOf(name, value)] as const);
  return { ...Object.fromEntries(values), ...(death && { death: deathText(death) }) };
}

function valueOf(name: string, value: unknown): string | number {
  if (typeof value === 'number') return name.endsWith('Bytes') ? megabytes(value) : value;
  if (isRemark(value)) return localisedMessage(value);
  if (!Array.isArray(value)) return said.has(name) ? localise(String(value)) : String(value);
  if (value.length === 0) return '–';
  return value.map((each: unknown) => valueOf('', each)).join(lines.has(name) ? '\n' : ', ');
}

/** Details that are often words of our own. */
const said = new Set(['wanted', 'reason', 'what', 'place', 'expected']);

/** Details that are sentences, one a line. */
const lines = new Set(['problems', 'reasons']);

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(bytes < 1e5 ? 3 : 1)} MB`;

/** The clause that says how the engine ended, then what the system told of it. */
function deathText(death: EngineDeath): string {
  const key = `engine/died/${death.cause}`;
  const clause = localise(key);
  if (clause === key) return describeDeath(death);
  const { signal, exitCode } = death;
  return `${clause}${signal !== undefined || exitCode !== undefined ? ` (${signal ?? exitCode})` : ''}`;
}

const isDeath = (value: unknown): value is EngineDeath =>
  typeof value === 'object' && value !== null && 'cause' in value && typeof value.cause === 'string';

/** A detail may be a remark or an error of its own. */
const isRemark = (value: unknown): value is Remark =>
  typeof value === 'object' && value !== null && 'code' in value && 'details' in value && 'message' in value;
