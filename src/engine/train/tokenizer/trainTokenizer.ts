import { chatTemplate, type ChatTemplate } from '../../text/chatTemplate.ts';
import { spaceMark } from '../../text/normalizer.ts';
import type { Piece, SentencePieceModel } from '../../text/sentencePieceModel.ts';
import { encodeSentencePieceModel } from './encodeSentencePieceModel.ts';
import { learnPieces, type PieceSettings } from './learnPieces.ts';
import { tokenizerJson } from './tokenizerJson.ts';

export interface TrainedTokenizer {
  /** Contents of the files of a published folder, by their names. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  /** Pieces and special tokens together. */
  readonly vocabularySize: number;
  /** The token that stands for a picture's tokens. */
  readonly imageTokenId: number;
}

export interface TokenizerSettings extends PieceSettings {
  /** Words that are one piece wherever they stand, as names that are often an answer: a question and its answer then share it. */
  readonly wholeWords?: readonly string[];
  /** The chat template whose tokens are wanted. */
  readonly template?: string;
}

/** Learns a vocabulary from texts and lays it out as the published tokenizers are: SentencePiece, special tokens behind it. */
export function trainTokenizer(texts: readonly string[], settings: TokenizerSettings): TrainedTokenizer {
  const chat = chatTemplate(settings.template ?? 'internlm2-chat');
  const model = sentencePieceModel(piecesOf(texts, chat, settings));
  const special = specialTokens(chat).map((token, i) => [token, model.pieces.length + i] as const);
  return {
    files: new Map<string, string | Uint8Array>([
      ['tokenizer.model', encodeSentencePieceModel(model)],
      ...tokenizerJson(special),
    ]),
    vocabularySize: model.pieces.length + special.length,
    // Every template's picture token is among its special tokens.
    imageTokenId: special.find(([token]) => token === chat.image.context)![1],
  };
}

/** As InternLM2's tokenizers have them, in their order. */
function specialTokens({ image, turnStart, turnEnd, markup }: ChatTemplate): string[] {
  const [ref, endOfRef, box, endOfBox, quad, endOfQuad] = markup;
  const regions = [quad, endOfQuad, ref, endOfRef, box, endOfBox].filter((token) => token !== undefined);
  const actions = ['<|plugin|>', '<|interpreter|>', '<|action_end|>', '<|action_start|>'];
  return [...actions, turnEnd, turnStart, image.open, image.close, image.context, ...regions];
}

function piecesOf(texts: readonly string[], chat: ChatTemplate, settings: TokenizerSettings): Piece[] {
  const control: Piece[] = ['<s>', '</s>'].map((text) => ({ text, score: 0, kind: 'control' }));
  const fixed = fixedPieces(chat, settings.wholeWords);
  const long = learnPieces(withoutFixed(texts, settings.wholeWords), settings);
  const characters = alphabet(texts);
  const learned = [...long, ...characters].map((text, i): Piece => ({ text, score: -i, kind: 'normal' }));
  return [{ text: '<unk>', score: 0, kind: 'unknown' }, ...control, ...bytePieces(), ...fixed, ...learned];
}

function bytePieces(): Piece[] {
  const name = (byte: number): string => `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`;
  return Array.from({ length: 256 }, (_, byte) => ({ text: name(byte), score: 0, kind: 'byte' }));
}

/** A fixed piece never becomes part of a longer one. */
function withoutFixed(texts: readonly string[], words: readonly string[] = []): readonly string[] {
  return words.length === 0
    ? texts
    : texts.map((text) => words.reduce((rest, word) => rest.replaceAll(word, '\n'), text));
}

/** What every conversation repeats is one piece each: a small model reads it in five tokens instead of a hundred. */
function fixedPieces({ systemMessage, roles }: ChatTemplate, words: readonly string[] = []): Piece[] {
  const texts = [systemMessage, ...Object.values(roles), ...words];
  return Array.from(new Set(texts), (text) => text.replaceAll(' ', spaceMark)).map((text) => ({
    text,
    score: 0,
    kind: 'userDefined',
  }));
}

/** What can be typed, and whatever else occurs in the texts; all other characters are spelt in bytes. */
function alphabet(texts: readonly string[]): string[] {
  const printable = Array.from({ length: 0x7f - 0x21 }, (_, i) => String.fromCharCode(0x21 + i));
  const found = new Set<string>();
  for (const text of texts) for (const character of text) found.add(character);
  const characters = new Set([spaceMark, '\n', ...printable, ...[...found].sort()]);
  characters.delete(' ');
  return [...characters];
}

/** Text is left as it is: no characters are replaced, no space is put in front. */
function sentencePieceModel(pieces: readonly Piece[]): SentencePieceModel {
  const place = (text: string): number => pieces.findIndex((piece) => piece.text === text);
  return {
    pieces,
    unknownId: place('<unk>'),
    bosId: place('<s>'),
    eosId: place('</s>'),
    unknownSurface: ' \u2047 ',
    byteFallback: true,
    whitespaceAsSuffix: false,
    addDummyPrefix: false,
    removeExtraWhitespaces: false,
    escapeWhitespaces: true,
    charsMap: new Uint8Array(),
  };
}
