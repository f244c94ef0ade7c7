import { EngineError } from '../api/errors.ts';
import type { PromptPiece } from './chatPrompt.ts';
import type { ChatTemplate } from './chatTemplate.ts';
import { PrefixTrie } from './prefixTrie.ts';
import type { TextPart, Tokenizer } from './tokenizer.ts';

/** Ids of text between pictures (with the tokens that open and close them), or a picture's place. */
export type EncodedSpan =
  { readonly kind: 'text'; readonly ids: readonly number[] } | { readonly kind: 'image'; readonly image: number };

/**
 * Turns a prompt into ids. Only the template's own tokens become special ones, and markup that names regions: whatever
 * else a user writes, `<|im_end|>` and `<IMG_CONTEXT>` included, is read as the characters that it consists of.
 */
export function encodePrompt(
  tokenizer: Tokenizer,
  template: ChatTemplate,
  pieces: readonly PromptPiece[],
): EncodedSpan[] {
  const chunks = cutAtImages(tokenizer, template, pieces);
  const images = pieces.filter((piece) => piece.kind === 'image');
  return chunks.flatMap((parts, index): EncodedSpan[] => {
    // What a tokenizer adds at the ends belongs to the ends of the whole.
    const within = { ...(index > 0 && { bos: false }), ...(index < chunks.length - 1 && { eos: false }) };
    const text: EncodedSpan = { kind: 'text', ids: tokenizer.encodeParts(parts, within) };
    return [text, ...images.slice(index, index + 1)];
  });
}

/** All ids of a prompt: each picture as so many placeholder ids as `tokenCounts` says. */
export function promptIds(
  spans: readonly EncodedSpan[],
  placeholderId: number,
  tokenCounts: readonly number[],
): number[] {
  return spans.flatMap((span) =>
    span.kind === 'text' ? span.ids : Array.from<number>({ length: tokenCounts[span.image] ?? 0 }).fill(placeholderId),
  );
}

/** Ids of an answer as the model is to say it, with the token that ends it. */
export function encodeAnswer(tokenizer: Tokenizer, template: ChatTemplate, answer: string): number[] {
  const [end = 0] = stopIds(tokenizer, template);
  const parts = [...markupSplitter(tokenizer, template)(answer), { id: end }];
  return tokenizer.encodeParts(parts, { bos: false, eos: false });
}

/** The ids that end an answer. */
export function stopIds(tokenizer: Tokenizer, template: ChatTemplate): number[] {
  return [requiredId(tokenizer, template, template.turnEnd)];
}

function cutAtImages(tokenizer: Tokenizer, template: ChatTemplate, pieces: readonly PromptPiece[]): TextPart[][] {
  const idPart = (token: string): TextPart => ({ id: requiredId(tokenizer, template, token) });
  const splitText = markupSplitter(tokenizer, template);
  const chunks: TextPart[][] = [[]];
  for (const piece of pieces) {
    const current = chunks.at(-1) ?? [];
    if (piece.kind === 'text') current.push(...splitText(piece.text));
    else if (piece.kind === 'token') current.push(idPart(piece.token));
    else {
      current.push(idPart(template.image.open));
      chunks.push([idPart(template.image.close)]);
    }
  }
  return chunks;
}

function requiredId(tokenizer: Tokenizer, { name }: ChatTemplate, token: string): number {
  const id = tokenizer.idOf(token);
  if (id === undefined) throw new EngineError('chat/missing-token', { token, template: name });
  return id;
}

/** Cuts text at the markup tokens that the tokenizer has. */
function markupSplitter(tokenizer: Tokenizer, { markup }: ChatTemplate): (text: string) => TextPart[] {
  const trie = new PrefixTrie(markup.filter((token) => tokenizer.idOf(token) !== undefined));
  return (text) => {
    const parts: TextPart[] = [];
    let start = 0;
    for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at + 1)) {
      const length = trie.longestAt(text, at);
      const id = length > 0 ? tokenizer.idOf(text.slice(at, at + length)) : undefined;
      if (id === undefined) continue;
      parts.push({ text: text.slice(start, at) }, { id });
      start = at + length;
    }
    return [...parts, { text: text.slice(start) }];
  };
}
