import { isObject } from './plainNotebook.ts';
import type { Json, JsonObject } from './plainNotebook.ts';

/** The metadata of a cell as the editor keeps it: JSON by its contract. */
export type CellMetadata = Readonly<Record<string, unknown>>;

/**
 * The attachments of a cell. A question is a code cell, to which the notebook format gives no attachments of its own, so
 * that they lie in its metadata; cells of other kinds have them where the format says.
 */
export function attachmentsOf(metadata: CellMetadata): JsonObject {
  // Metadata is JSON by the editor's contract, or absent.
  const [outer, inner] = [metadata['attachments'], metadata['metadata']] as (Json | undefined)[];
  const own = isObject(inner) ? inner['attachments'] : undefined;
  return { ...(isObject(outer) ? outer : {}), ...(isObject(own) ? own : {}) };
}

/** The metadata of a question cell with one attachment more. */
export function withAttachment(metadata: CellMetadata, name: string, form: JsonObject): JsonObject {
  // Metadata is JSON by the editor's contract.
  const { attachments: _, metadata: inner, ...others } = metadata as JsonObject;
  const attachments = { ...attachmentsOf(metadata), [name]: form };
  return { ...others, metadata: { ...(isObject(inner) ? inner : {}), attachments } };
}
