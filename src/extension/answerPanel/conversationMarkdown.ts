import { contextOf } from './context.ts';
import type { Conversation } from './conversation.ts';

/** A whole conversation as Markdown: questions quoted, with the names of their pictures, and answers as they are. */
export function conversationMarkdown(conversation: Conversation): string {
  return conversation.turns
    .map(({ question, text, note }, at) => {
      const pictures =
        contextOf(conversation, at)
          .at(-1)
          ?.pictures.map(({ name }) => `🖼 ${name}`) ?? [];
      const asked = [...pictures, ...question.split('\n')].map((line) => `> ${line}`).join('\n');
      return [asked, text.trim() || `*${note}*`].join('\n\n');
    })
    .join('\n\n');
}
