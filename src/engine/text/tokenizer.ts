import { createAddedVocabulary, type AddedVocabulary } from './addedVocabulary.ts';
import { decodeWithSpecials } from './decodeWithSpecials.ts';
import { createVocabulary, type PieceVocabulary } from './pieceVocabulary.ts';
import { createEncoder, type PieceEncoder } from './sentencePieceEncoder.ts';
import { pieceBytes } from './pieceBytes.ts';
import { parseSentencePieceModel, type SentencePieceModel } from './sentencePieceModel.ts';
import { settleBorders, splitAtAddedTokens, type TextSegment } from './textSegments.ts';
import { TextStream, type DecodingTables } from './textStream.ts';
import { readTokenizerSettings, type TokenizerJson, type TokenizerSettings } from './tokenizerSettings.ts';

/** Text to token ids and back, equal to the published InternLM2 tokenizer (its slow form, the only one published). */
export interface Tokenizer {
  /** One more than the largest id. */
  readonly vocabularySize: number;
  /** Ids that `decode` skips: `<s>`, `<|im_end|>`, `<IMG_CONTEXT>` and the like. */
  readonly specialIds: ReadonlySet<number>;
  /** Encodes a trusted text: added tokens that stand in it are recognised. */
  encode(text: string, options?: EncodeOptions): number[];
  /** Encodes untrusted text between tokens that the caller chooses: no added token is recognised within `text`. */
  encodeParts(parts: readonly TextPart[], options?: EncodeOptions): number[];
  /** An id beyond the vocabulary decodes to U+FFFD. */
  decode(ids: readonly number[], options?: DecodeOptions): string;
  /** Decodes ids as they come, special tokens skipped. */
  stream(): TextStream;
  /** How the vocabulary writes a token: `▁` is a space, `<0x41>` a byte. */
  pieceOf(id: number): string | undefined;
  idOf(token: string): number | undefined;
  /** The bytes that a token adds to a text; undefined for tokens with a role, and for ids without a text of their own. */
  bytesOf(id: number): Uint8Array | undefined;
}

export interface EncodeOptions {
  /** Begin with `<s>`; by default as tokenizer_config.json says. */
  bos?: boolean;
  /** End with `</s>`; by default as tokenizer_config.json says. */
  eos?: boolean;
}

export interface DecodeOptions {
  /** By default true. */
  skipSpecial?: boolean;
}

export type TextPart = { readonly text: string } | { readonly id: number };

/** Contents of the files that make a tokenizer. `name` stands for `tokenizer.model` in errors. */
export interface TokenizerFiles extends TokenizerJson {
  readonly model: Uint8Array;
  readonly name?: string;
}

/** Builds a tokenizer from its files' contents. */
export function openTokenizer(files: TokenizerFiles): Tokenizer {
  const tables = readTables(files);
  const { model, pieces, added } = tables;
  return {
    vocabularySize: [...added.tokenOf.keys()].reduce((size, id) => Math.max(size, id + 1), model.pieces.length),
    specialIds: added.specialIds,
    encode: (text, options = {}) => frame(encodeTrusted(text, tables), tables, options),
    encodeParts: (parts, options = {}) => frame(encodeUntrusted(parts, tables), tables, options),
    decode: (ids, { skipSpecial = true } = {}) =>
      skipSpecial ? decodeSkipping(ids, tables) : decodeWithSpecials(ids, tables),
    stream: () => new TextStream(tables),
    pieceOf: (id) => added.tokenOf.get(id)?.content ?? model.pieces[id]?.text,
    idOf: (token) => added.idOf.get(token) ?? pieces.idOf(token),
    bytesOf: (id) => (added.tokenOf.has(id) ? undefined : pieceBytes(model.pieces[id])),
  };
}

interface Tables extends DecodingTables {
  readonly settings: TokenizerSettings;
  readonly model: SentencePieceModel;
  readonly pieces: PieceVocabulary;
  readonly encoder: PieceEncoder;
  readonly added: AddedVocabulary;
  /** Pieces that are an added token, or lie under one, and the id that they stand for. */
  readonly overlaid: ReadonlyMap<number, number>;
}

function readTables(files: TokenizerFiles): Tables {
  const settings = readTokenizerSettings(files);
  const model = parseSentencePieceModel(files.model, files.name);
  const pieces = createVocabulary(model);
  const added = createAddedVocabulary(settings, model);
  return {
    settings,
    cleansJoinedText: settings.cleansJoinedText,
    model,
    pieces,
    encoder: createEncoder(model, pieces, files.name),
    added,
    overlaid: new Map([...added.idOf].flatMap(([content, id]) => overlays(content, id, pieces))),
  };
}

function overlays(content: string, id: number, pieces: PieceVocabulary): [number, number][] {
  const piece = pieces.idOf(content);
  return piece === undefined
    ? [[id, id]]
    : [
        [id, id],
        [piece, id],
      ];
}

function encodeTrusted(text: string, { added, encoder, overlaid }: Tables): number[] {
  const encode = (segment: string): number[] => encoder.encode(segment).map((id) => overlaid.get(id) ?? id);
  return encodeSegments(splitAtAddedTokens(text, added), added, encode);
}

/**
 * Cutting into pieces can still meet an added token: `[UNUSED_TOKEN_145]` is the piece in whose place `<|im_end|>` was
 * put. Such pieces are spelt out, character by character.
 */
function encodeUntrusted(parts: readonly TextPart[], { added, encoder, overlaid, model }: Tables): number[] {
  const spellOut = (id: number): number[] => (overlaid.has(id) ? encoder.spell(model.pieces[id]?.text ?? '') : [id]);
  return encodeSegments(joinTexts(parts, model), added, (text) => encoder.encode(text).flatMap(spellOut));
}

/** Neighbouring texts are encoded as one. */
function joinTexts(parts: readonly TextPart[], { pieces }: SentencePieceModel): TextSegment[] {
  const segments: TextSegment[] = [];
  for (const part of parts) {
    const last = segments.at(-1);
    if ('id' in part) segments.push({ text: pieces[part.id]?.text ?? '\uFFFD', id: part.id });
    else if (last === undefined || last.id !== undefined) segments.push({ text: part.text });
    else segments[segments.length - 1] = { text: last.text + part.text };
  }
  return segments.filter(({ text }) => text !== '');
}

function encodeSegments(
  segments: readonly TextSegment[],
  added: AddedVocabulary,
  encode: (text: string) => number[],
): number[] {
  return settleBorders(segments, added).flatMap(({ text, id }) => (id === undefined ? encode(text) : [id]));
}

function frame(ids: number[], { settings, model }: Tables, options: EncodeOptions): number[] {
  const { bos = settings.addBos, eos = settings.addEos } = options;
  const before = bos && model.bosId !== undefined ? [model.bosId] : [];
  const after = eos && model.eosId !== undefined ? [model.eosId] : [];
  return [...before, ...ids, ...after];
}

function decodeSkipping(ids: readonly number[], tables: DecodingTables): string {
  const stream = new TextStream(tables);
  return ids.map((id) => stream.push(id)).join('') + stream.end();
}
