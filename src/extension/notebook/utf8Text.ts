import { ExtensionError } from '../extensionError.ts';
import { localise } from '../localise.ts';

/** The text of a notebook's file. What is no UTF-8 is refused: read as something else, it would be lost when the notebook is saved. */
export function utf8Text(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ExtensionError('notebook/damaged', { reason: localise('it is not UTF-8') }, { cause });
  }
}
