import type { ChatTurn } from '../api/answerApi.ts';
import { EngineError } from '../api/errors.ts';
import type { ChatTemplate } from './chatTemplate.ts';

/** A conversation as the model will read it, in order. */
export type PromptPiece =
  /** Text of the template or of a turn: nothing in it is a token of the template. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'token'; readonly token: string }
  /** A picture with the tokens around it; `image` counts the pictures of all turns, in order. */
  | { readonly kind: 'image'; readonly image: number };

/** A turn as far as its place in a prompt goes. */
export interface PromptTurn {
  readonly role: ChatTurn['role'];
  readonly text: string;
  readonly images?: readonly unknown[];
}

/** Where a picture goes in a turn's text. */
export const imagePlaceholder = '<image>';

/**
 * Writes a conversation whose last turn is the question. Within a turn, placeholders take the turn's pictures in order.
 * Pictures without one go in front: a single one on a line of its own, several as `Image-1: <image>` and so on.
 * Placeholders without a picture stay what they are: text.
 */
export function buildChatPrompt(
  template: ChatTemplate,
  turns: readonly PromptTurn[],
  systemMessage = template.systemMessage,
): PromptPiece[] {
  refuseNoQuestion(turns.at(-1));
  const pieces = [...startOf(template, 'system'), textPiece(systemMessage), endOf(template)];
  let images = 0;
  for (const turn of turns) {
    pieces.push(...startOf(template, turn.role), ...placeImages(turn, images), endOf(template));
    images += turn.images?.length ?? 0;
  }
  return [...pieces, ...startOf(template, 'assistant')];
}

/** The prompt as one text, every picture as its placeholder. */
export function promptText(pieces: readonly PromptPiece[]): string {
  return pieces.map(shownPiece).join('');
}

/** The prompt as the text of all its tokens: `tokenCounts` says how many each picture takes. */
export function expandedPromptText(
  { image }: ChatTemplate,
  pieces: readonly PromptPiece[],
  tokenCounts: readonly number[],
): string {
  const expand = (piece: PromptPiece): string =>
    piece.kind === 'image'
      ? image.open + image.context.repeat(tokenCounts[piece.image] ?? 0) + image.close
      : shownPiece(piece);
  return pieces.map(expand).join('');
}

function refuseNoQuestion(last: PromptTurn | undefined): void {
  if (last?.role !== 'user') throw new EngineError('chat/no-question', undefined);
  if (last.text.replaceAll(imagePlaceholder, '').trim() === '') throw new EngineError('prompt/empty', undefined);
}

function placeImages({ text, images = [] }: PromptTurn, first: number): PromptPiece[] {
  const placed = text.split(imagePlaceholder).length - 1;
  const [before = '', ...rest] = (inFront(images.length - placed, first) + text).split(imagePlaceholder);
  const after = (following: string, index: number): PromptPiece[] =>
    index < images.length
      ? [{ kind: 'image', image: first + index }, textPiece(following)]
      : [textPiece(imagePlaceholder + following)];
  return [textPiece(before), ...rest.flatMap(after)];
}

/** What goes before a text for pictures that have no place in it. */
function inFront(count: number, first: number): string {
  if (count <= 0) return '';
  if (count === 1) return `${imagePlaceholder}\n`;
  return Array.from({ length: count }, (_, index) => `Image-${first + index + 1}: ${imagePlaceholder}\n`).join('');
}

function startOf({ turnStart, roles }: ChatTemplate, role: keyof ChatTemplate['roles']): PromptPiece[] {
  return [{ kind: 'token', token: turnStart }, textPiece(roles[role])];
}

function endOf({ turnEnd }: ChatTemplate): PromptPiece {
  return { kind: 'token', token: turnEnd };
}

function textPiece(text: string): PromptPiece {
  return { kind: 'text', text };
}

function shownPiece(piece: PromptPiece): string {
  if (piece.kind === 'image') return imagePlaceholder;
  return piece.kind === 'text' ? piece.text : piece.token;
}
