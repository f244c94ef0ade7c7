/** A question that is being put in other words. */
export interface Edit {
  readonly conversation: string;
  /** Its place in the conversation. */
  readonly turn: number;
  /** As it was asked: at this place another may stand by now. */
  readonly question: string;
  /** The words so far. */
  readonly text: string;
}

/** What is being put in other words at one place of a conversation. */
export interface TurnEdit {
  /** The words so far for this question; undefined where nobody is changing it. */
  find: (question: string) => string | undefined;
  set: (question: string, text: string) => void;
  end: () => void;
}

/** Questions that are half put in other words, in all conversations. `onChange` is told, so that they outlive the page. */
export function createEdits(before: readonly Edit[], onChange: () => void) {
  let edits = [...before];
  const at = (conversation: string, turn: number): TurnEdit => {
    const isHere = (edit: Edit): boolean => edit.conversation === conversation && edit.turn === turn;
    const replace = (...next: readonly Edit[]): void => {
      edits = [...next, ...edits.filter((edit) => !isHere(edit))].slice(0, mostEdits);
      onChange();
    };
    return {
      find: (question) => edits.find((edit) => isHere(edit) && edit.question === question)?.text,
      set: (question, text) => replace({ conversation, turn, question, text }),
      end: () => replace(),
    };
  };
  return { at, all: (): readonly Edit[] => edits };
}

/** More than anybody leaves open; the oldest are let go. */
export const mostEdits = 20;
