import type { ChatTurn } from '../../engine/api/answerApi.ts';

/** A message of a chat, as far as a model that reads words and pictures is concerned. */
export interface ChatMessage {
  role: 'user' | 'assistant';
  parts: readonly ChatPart[];
}

export type ChatPart = { text: string } | { bytes: Uint8Array; name: string };

/** A chat as turns: pictures stand where they were put, and messages of the same side that follow each other are one turn. */
export function chatTurns(messages: readonly ChatMessage[]): ChatTurn[] {
  const turns: Required<ChatTurn>[] = [];
  for (const { role, parts } of messages) {
    const text = parts.map(partText).join('\n').trim();
    const images = parts.filter((part) => 'bytes' in part);
    const last = turns.at(-1);
    if (text === '') continue;
    if (last?.role === role)
      Object.assign(last, { text: `${last.text}\n\n${text}`, images: [...last.images, ...images] });
    else turns.push({ role, text, images });
  }
  return turns;
}

/** What is written `<image>` in a message is not a place for a picture. */
const partText = (part: ChatPart) => ('bytes' in part ? '<image>' : part.text.replaceAll('<image>', '< image>'));
