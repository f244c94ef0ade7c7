import { EngineError, isEngineError, isErrorCode } from './errors.ts';

/** An engine's error between processes: enough to make the same error, with the same sentence, on the other side. */
export interface PackedError {
  code: string;
  details: unknown;
  message: string;
}

/** Plain data for an error. What is not an `EngineError` becomes `engine/internal`, which keeps only its message. */
export function packError(error: unknown): PackedError {
  const { code, details, message } = toEngineError(error);
  return { code, details, message };
}

/** The error that was packed. One that this version does not know becomes `engine/internal` with its sentence. */
export function unpackError(packed: unknown): EngineError {
  if (!isPackedError(packed)) return new EngineError('engine/internal', { message: String(packed) });
  const { code, details, message } = packed;
  // The far side made the details by the same table, whose row for this code takes them.
  if (isErrorCode(code)) return new EngineError(code, details as never);
  return new EngineError('engine/internal', { message });
}

/** The error itself, or `engine/internal` with it as cause. */
export function toEngineError(error: unknown): EngineError {
  if (isEngineError(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new EngineError('engine/internal', { message }, { cause: error });
}

function isPackedError(value: unknown): value is PackedError {
  if (typeof value !== 'object' || value === null) return false;
  return 'code' in value && 'details' in value && 'message' in value && typeof value.code === 'string';
}
