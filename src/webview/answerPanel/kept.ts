/** What the page keeps for when it is loaded again. */
export interface Kept {
  conversation: string;
  /** What was being written. */
  draft: string;
  /** Id of the picture that was looked at. */
  shown: string | undefined;
}

/** Reads what was kept, which the editor does not vouch for. */
export function readKept(kept: unknown): Kept {
  const fields: Readonly<Record<string, unknown>> = typeof kept === 'object' && kept !== null ? { ...kept } : {};
  const { conversation, draft, shown } = fields;
  return {
    conversation: typeof conversation === 'string' ? conversation : '',
    draft: typeof draft === 'string' ? draft.slice(0, longestDraft) : '',
    shown: typeof shown === 'string' ? shown : undefined,
  };
}

const longestDraft = 100_000;
