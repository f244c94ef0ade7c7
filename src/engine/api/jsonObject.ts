import { EngineError } from './errors.ts';

/** The JSON object in `text`. Throws `config/not-json` where there is none; `file` is what the error names. */
export function parseJsonObject(text: string, file: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (isJsonObject(value)) return value;
  } catch (cause) {
    throw new EngineError('config/not-json', { file }, { cause });
  }
  throw new EngineError('config/not-json', { file });
}

export function isJsonObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
