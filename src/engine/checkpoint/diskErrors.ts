import { EngineError, hasCode } from '../api/errors.ts';

/** What the operating system's refusal to read `file` means for the user; the original is kept as the cause. */
export function asReadError(cause: unknown, file: string): unknown {
  return translate(cause, file, new Map([...refusals, ['ENOENT', 'disk/missing']]));
}

/** Of a file that belongs to a checkpoint it says more that it is missing: the folder is not a whole one. */
export function asCheckpointError(error: unknown): unknown {
  if (!hasCode(error, 'disk/missing')) return error;
  return new EngineError('checkpoint/missing-file', error.details, { cause: error.cause });
}

/** The same for writing. Errors that do not come from the operating system are returned as they are. */
export function asWriteError(cause: unknown, file: string): unknown {
  return translate(cause, file, new Map([...refusals, ['ENOENT', 'disk/no-folder'], ['EISDIR', 'disk/is-folder']]));
}

type Meaning = 'disk/missing' | 'disk/is-folder' | 'disk/no-folder' | 'disk/full' | 'disk/no-permission';

const refusals: readonly (readonly [code: string, Meaning])[] = [
  ['ENOSPC', 'disk/full'],
  ['EDQUOT', 'disk/full'],
  ['EACCES', 'disk/no-permission'],
  ['EPERM', 'disk/no-permission'],
  ['EROFS', 'disk/no-permission'],
];

function translate(cause: unknown, file: string, meanings: ReadonlyMap<string, Meaning>): unknown {
  if (!isSystemError(cause)) return cause;
  const meaning = meanings.get(cause.code);
  if (meaning !== undefined) return new EngineError(meaning, { file }, { cause });
  return new EngineError('disk/failed', { file, reason: cause.message }, { cause });
}

function isSystemError(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string';
}
