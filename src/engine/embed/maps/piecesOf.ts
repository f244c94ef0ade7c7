import type { MapRequest } from '../../api/mapApi.ts';
import { EngineError } from '../../api/errors.ts';
import type { Tokenizer } from '../../text/tokenizer.ts';

/** The pieces of an answer whose map is wanted, and those before them. */
export function piecesOf(
  tokenizer: Tokenizer,
  { answer, pieces }: Pick<MapRequest, 'answer' | 'pieces'>,
): { before: readonly number[]; ids: readonly number[] } {
  const all = answerPieces(tokenizer, answer);
  if (all.length === 0) throw new EngineError('map/no-words', undefined);
  const { first, count } = pieces ?? { first: 0, count: all.length };
  const isThere = Number.isInteger(first) && Number.isInteger(count) && first >= 0 && count > 0;
  if (!isThere || first + count > all.length)
    throw new EngineError('map/no-such-pieces', { first, count, pieces: all.length });
  return { before: all.slice(0, first), ids: all.slice(first, first + count) };
}

/** An answer's tokens. A longer answer is looked into up to here: each piece takes the logits of a whole vocabulary. */
export function answerPieces(tokenizer: Tokenizer, answer: string): number[] {
  return tokenizer.encodeParts([{ text: answer }], { bos: false }).slice(0, mostPieces);
}

const mostPieces = 512;
