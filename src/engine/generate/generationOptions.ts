import type { GenerationOptions } from '../api/answerApi.ts';
import { EngineError } from '../api/errors.ts';
import { clause, type Remark } from '../api/remarks.ts';

/** Every option with a value that is in its range. */
export type ResolvedOptions = Readonly<Required<Omit<GenerationOptions, 'schema'>>>;

/** Fills in defaults (greedy, at most 1,024 tokens) and refuses values out of range; callers may be another process. */
export function resolveOptions(options: GenerationOptions): ResolvedOptions {
  if (options.schema !== undefined && (options.stop ?? []).length > 0)
    refuse('stop', options.stop, clause('absent where there is a schema'));
  return {
    maxTokens: resolve(options, 'maxTokens'),
    temperature: resolve(options, 'temperature'),
    topK: resolve(options, 'topK'),
    topP: resolve(options, 'topP'),
    minP: resolve(options, 'minP'),
    repetitionPenalty: resolve(options, 'repetitionPenalty'),
    seed: resolve(options, 'seed'),
    stop: resolve(options, 'stop'),
    speculation: resolve(options, 'speculation'),
    prefixCache: resolve(options, 'prefixCache'),
  };
}

function resolve<N extends keyof ResolvedOptions>(options: GenerationOptions, name: N): ResolvedOptions[N] {
  const { preset, allowed, accepts }: Rule<ResolvedOptions[N]> = rules[name];
  const value: unknown = options[name] ?? preset;
  if (accepts(value)) return value;
  return refuse(name, value, allowed);
}

function refuse(option: string, value: unknown, allowed: Remark): never {
  throw new EngineError('generation/bad-option', { option, value: JSON.stringify(value), allowed });
}

interface Rule<T> {
  readonly preset: T;
  /** Ends the sentence "The option … must be …". */
  readonly allowed: Remark;
  readonly accepts: (value: unknown) => value is T;
}

const rules: { readonly [N in keyof ResolvedOptions]: Rule<ResolvedOptions[N]> } = {
  maxTokens: number(1024, clause('a whole number of at least 1'), (n) => Number.isSafeInteger(n) && n >= 1),
  temperature: number(0, clause('a number of at least 0'), (n) => n >= 0),
  topK: number(0, clause('a whole number of at least 0'), (n) => Number.isSafeInteger(n) && n >= 0),
  topP: number(1, clause('a number above 0 and at most 1'), (n) => n > 0 && n <= 1),
  minP: number(0, clause('a number of at least 0 and below 1'), (n) => n >= 0 && n < 1),
  // Logits that are divided by far less or more are no numbers any more.
  repetitionPenalty: number(1, clause('a number from 0.01 to 100'), (n) => n >= 0.01 && n <= 100),
  seed: number(0, clause('a whole number of at least 0'), (n) => Number.isSafeInteger(n) && n >= 0),
  stop: { preset: [], allowed: clause('at most 64 texts, none of them empty'), accepts: isStopList },
  speculation: { preset: true, allowed: clause('true or false'), accepts: isBoolean },
  prefixCache: { preset: true, allowed: clause('true or false'), accepts: isBoolean },
};

function number(preset: number, allowed: Remark, inRange: (value: number) => boolean): Rule<number> {
  const accepts = (value: unknown): value is number =>
    typeof value === 'number' && Number.isFinite(value) && inRange(value);
  return { preset, allowed, accepts };
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function isStopList(value: unknown): value is string[] {
  return Array.isArray(value) && value.length <= 64 && value.every((text) => typeof text === 'string' && text !== '');
}
