import { isRecord } from '../shared/isRecord.ts';
import { mostEdits, type Edit } from './edits.ts';

/** What the page keeps for when it is loaded again. */
export interface Kept {
  conversation: string;
  /** What was being written. */
  draft: string;
  /** Questions that were being put in other words. */
  edits: readonly Edit[];
  /** Id of the picture that was looked at. */
  shown: string | undefined;
}

/** Reads what was kept, which the editor does not vouch for. */
export function readKept(kept: unknown): Kept {
  const fields: Readonly<Record<string, unknown>> = typeof kept === 'object' && kept !== null ? { ...kept } : {};
  const { conversation, draft, shown, edits } = fields;
  return {
    conversation: typeof conversation === 'string' ? conversation : '',
    draft: typeof draft === 'string' ? draft.slice(0, longestDraft) : '',
    edits: Array.isArray(edits) ? edits.slice(0, mostEdits).flatMap(readEdit) : [],
    shown: typeof shown === 'string' ? shown : undefined,
  };
}

function readEdit(edit: unknown): Edit[] {
  if (!isRecord(edit)) return [];
  const { conversation, turn, question, text } = edit;
  if (typeof conversation !== 'string' || typeof turn !== 'number') return [];
  if (typeof question !== 'string' || typeof text !== 'string') return [];
  return [{ conversation, turn, question, text: text.slice(0, longestDraft) }];
}

const longestDraft = 100_000;
