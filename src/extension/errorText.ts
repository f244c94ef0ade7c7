import { localise } from './localise.ts';
import { localisedMessage } from './localisedMessage.ts';

/** The sentence of an error, for a person. */
export function errorText(error: unknown): string {
  if (hasErrorCode(error)) return localisedMessage(error);
  return localise('Something unexpected happened: {0}', error instanceof Error ? error.message : String(error));
}

/** The code to branch on; undefined for errors that nobody foresaw. */
export function errorCode(error: unknown): string | undefined {
  return hasErrorCode(error) ? error.code : undefined;
}

/** Whether the user ended this, so that nobody needs to be told. */
export function isCancelled(error: unknown): boolean {
  return errorCode(error) === 'request/cancelled';
}

/** By its name: a bundle that is loaded late has classes of its own. */
function hasErrorCode(error: unknown): error is Error & { code: string } {
  return error instanceof Error && (error.name === 'EngineError' || error.name === 'ExtensionError') && 'code' in error;
}
