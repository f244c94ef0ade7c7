import type { Conversation, ConversationPicture, Turn } from './conversation.ts';

/** A question with the pictures that are sent with it, and its answer if it is an earlier one. */
export interface ContextTurn {
  turn: Turn;
  pictures: ConversationPicture[];
  /** Whether what was said before leads to it. */
  continues: boolean;
}

/**
 * What the model reads for the question at a place: the answered ones before it, back to the last that began anew, and
 * itself. A picture is sent once; it is sent again where a question is about fewer pictures than the one before, because the
 * words alone would not tell which.
 */
export function contextOf(conversation: Conversation, at: number): ContextTurn[] {
  const begin = conversation.turns.findLastIndex(({ startsAnew }, index) => index <= at && startsAnew);
  const turns = conversation.turns
    .slice(Math.max(begin, 0), at + 1)
    .filter(({ text }, index, all) => text !== '' || index === all.length - 1);
  let before: readonly string[] = [];
  return turns.map((turn, index) => {
    const pictures = picturesToSend(conversation, turn, before);
    before = turn.pictures;
    return { turn, pictures, continues: index > 0 };
  });
}

function picturesToSend({ pictures }: Conversation, turn: Turn, before: readonly string[]): ConversationPicture[] {
  const isNarrower = before.some((id) => !turn.pictures.includes(id));
  const ids = isNarrower ? turn.pictures : turn.pictures.filter((id) => !before.includes(id));
  return ids.flatMap((id) => pictures.find((picture) => picture.id === id) ?? []);
}
