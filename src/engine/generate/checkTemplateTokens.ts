import { EngineError } from '../api/errors.ts';
import type { ChatTemplate } from '../text/chatTemplate.ts';
import type { Tokenizer } from '../text/tokenizer.ts';

/**
 * Refuses a tokenizer whose tokens of the template lie beyond the `count` tokens of the weights: every question has them.
 * Added tokens come last, so that these show best that tokenizer and weights do not belong together.
 */
export function checkTemplateTokens(
  tokenizer: Pick<Tokenizer, 'idOf'>,
  { turnStart, turnEnd, image }: ChatTemplate,
  count: number,
): void {
  for (const token of [turnStart, turnEnd, image.open, image.context, image.close]) {
    const id = tokenizer.idOf(token) ?? 0;
    if (id >= count) throw new EngineError('tokenizer/beyond-weights', { id, count });
  }
}
