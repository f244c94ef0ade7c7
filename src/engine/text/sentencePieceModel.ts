import { EngineError } from '../api/errors.ts';
import { clause, type Remark } from '../api/remarks.ts';
import { isGitLfsPointer } from '../checkpoint/gitLfsPointer.ts';
import { protobufFields } from './protobufFields.ts';

/** What a piece is for, in the order of the file's numbers. */
export const pieceKinds = ['normal', 'unknown', 'control', 'userDefined', 'unused', 'byte'] as const;
export type PieceKind = (typeof pieceKinds)[number];

/** Kinds that merging can produce. */
export const mergeableKinds: ReadonlySet<PieceKind> = new Set<PieceKind>(['normal', 'userDefined', 'unused']);

export interface Piece {
  readonly text: string;
  /** Larger merges first. */
  readonly score: number;
  readonly kind: PieceKind;
}

/** A SentencePiece model of the BPE kind, as stored in `tokenizer.model`: a piece's index is its token id. */
export interface SentencePieceModel {
  readonly pieces: readonly Piece[];
  readonly unknownId: number;
  /** The text that an unknown token decodes to. */
  readonly unknownSurface: string;
  /** Undefined where the model has no control piece of that name. */
  readonly bosId: number | undefined;
  readonly eosId: number | undefined;
  /** Spell characters without a piece as bytes. */
  readonly byteFallback: boolean;
  readonly whitespaceAsSuffix: boolean;
  readonly addDummyPrefix: boolean;
  readonly removeExtraWhitespaces: boolean;
  readonly escapeWhitespaces: boolean;
  /** Compiled normalisation rules; empty where text is left as it is. */
  readonly charsMap: Uint8Array;
}

/** Reads a `tokenizer.model`. `file` names it in errors. */
export function parseSentencePieceModel(bytes: Uint8Array, file = 'tokenizer.model'): SentencePieceModel {
  // A copy has a buffer of its own, which tells where the file ends.
  const sections = readSections(bytes.slice(), file);
  const trainer = readTrainer(sections.trainer, file);
  refuseOtherKinds(sections, trainer, file);
  checkPieces(sections.pieces, trainer.byteFallback, file);
  return {
    pieces: sections.pieces,
    unknownId: sections.pieces.findIndex(({ kind }) => kind === 'unknown'),
    unknownSurface: trainer.unknownSurface,
    bosId: controlId(sections.pieces, trainer.bosPiece),
    eosId: controlId(sections.pieces, trainer.eosPiece),
    byteFallback: trainer.byteFallback,
    whitespaceAsSuffix: trainer.whitespaceAsSuffix,
    ...readNormalizer(sections.normalizer, file),
  };
}

// Field numbers of ModelProto and its parts, in sentencepiece_model.proto.
export const modelFields = { pieces: 1, trainer: 2, normalizer: 3, denormalizer: 5 };
export const pieceFields = { text: 1, score: 2, kind: 3 };
export const trainerFields = {
  modelType: 3,
  whitespaceAsSuffix: 24,
  byteFallback: 35,
  unknownSurface: 44,
  bosPiece: 46,
  eosPiece: 47,
};
export const normalizerFields = { charsMap: 2, addDummyPrefix: 3, removeExtraWhitespaces: 4, escapeWhitespaces: 5 };

/** Model types by their number in the file. */
const modelTypes = ['', 'unigram', 'bpe', 'word', 'char'];

/** More pieces than any vocabulary has; the merge queue keys rely on it. */
const mostPieces = 2 ** 22;

interface Sections {
  readonly pieces: Piece[];
  trainer: Uint8Array | undefined;
  normalizer: Uint8Array | undefined;
  denormalizer: Uint8Array | undefined;
}

function readSections(bytes: Uint8Array, file: string): Sections {
  refuseObviousStrangers(bytes, file);
  const sections: Sections = { pieces: [], trainer: undefined, normalizer: undefined, denormalizer: undefined };
  for (const { field, value } of protobufFields(bytes, file)) {
    if (typeof value === 'number') continue;
    if (field === modelFields.pieces) sections.pieces.push(readPiece(value, file));
    if (field === modelFields.trainer) sections.trainer = value;
    if (field === modelFields.normalizer) sections.normalizer = value;
    if (field === modelFields.denormalizer) sections.denormalizer = value;
  }
  return sections;
}

/** What is often found in a tokenizer's place, told apart before it is read as protobuf. */
function refuseObviousStrangers(bytes: Uint8Array, file: string): void {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 40));
  if (bytes.length === 0) notAModel(file, clause('it is empty'));
  if (isGitLfsPointer(bytes)) notAModel(file, clause('it is a Git LFS pointer, not the file itself'));
  if (/^[{[<]/.test(start)) notAModel(file, clause('it is a text file'));
}

function readPiece(bytes: Uint8Array, file: string): Piece {
  let text = '';
  let score = 0;
  let kind = 1;
  for (const { field, value } of protobufFields(bytes, file)) {
    if (field === pieceFields.text) text = readText(value, file);
    if (field === pieceFields.score) score = readFloat(value);
    if (field === pieceFields.kind) kind = Number(value);
  }
  const known = pieceKinds[kind - 1] ?? notAModel(file, clause('a piece is of the unknown kind {kind}', { kind }));
  return { text, score, kind: known };
}

interface Trainer {
  readonly modelType: number;
  readonly whitespaceAsSuffix: boolean;
  readonly byteFallback: boolean;
  readonly unknownSurface: string;
  readonly bosPiece: string;
  readonly eosPiece: string;
}

function readTrainer(bytes: Uint8Array | undefined, file: string): Trainer {
  const fields = fieldMap(bytes ?? notAModel(file, clause('it has no trainer settings')), file);
  const text = (field: number, fallback: string): string =>
    fields.has(field) ? readText(fields.get(field), file) : fallback;
  return {
    modelType: Number(fields.get(trainerFields.modelType) ?? 1),
    whitespaceAsSuffix: Boolean(fields.get(trainerFields.whitespaceAsSuffix) ?? false),
    byteFallback: Boolean(fields.get(trainerFields.byteFallback) ?? false),
    unknownSurface: text(trainerFields.unknownSurface, ' \u2047 '),
    bosPiece: text(trainerFields.bosPiece, '<s>'),
    eosPiece: text(trainerFields.eosPiece, '</s>'),
  };
}

type NormalizerSettings = Pick<
  SentencePieceModel,
  'charsMap' | 'addDummyPrefix' | 'removeExtraWhitespaces' | 'escapeWhitespaces'
>;

function readNormalizer(bytes: Uint8Array | undefined, file: string): NormalizerSettings {
  const fields = fieldMap(bytes ?? notAModel(file, clause('it has no normaliser settings')), file);
  const charsMap = fields.get(normalizerFields.charsMap);
  return {
    charsMap: charsMap instanceof Uint8Array ? charsMap : new Uint8Array(),
    addDummyPrefix: Boolean(fields.get(normalizerFields.addDummyPrefix) ?? true),
    removeExtraWhitespaces: Boolean(fields.get(normalizerFields.removeExtraWhitespaces) ?? true),
    escapeWhitespaces: Boolean(fields.get(normalizerFields.escapeWhitespaces) ?? true),
  };
}

function refuseOtherKinds({ denormalizer }: Sections, { modelType }: Trainer, file: string): void {
  if (modelTypes[modelType] !== 'bpe') {
    const found = clause('the model type {kind}', { kind: modelTypes[modelType] ?? modelType });
    throw new EngineError('tokenizer/unsupported', {
      file,
      found,
      expected: clause('the model type {kind}', { kind: 'bpe' }),
    });
  }
  const rules = denormalizer && fieldMap(denormalizer, file).get(normalizerFields.charsMap);
  if (rules instanceof Uint8Array && rules.length > 0)
    throw new EngineError('tokenizer/unsupported', {
      file,
      found: clause('rules for decoding'),
      expected: clause('no such rules'),
    });
}

function checkPieces(pieces: readonly Piece[], byteFallback: boolean, file: string): void {
  if (pieces.length === 0 || pieces.length > mostPieces)
    notAModel(file, clause('it has {count} pieces', { count: pieces.length }));
  const unknown = pieces.filter(({ kind }) => kind === 'unknown').length;
  if (unknown !== 1) notAModel(file, clause('it has {count} pieces for unknown text, not one', { count: unknown }));
  const bytePieces = pieces.filter(({ kind }) => kind === 'byte');
  if (bytePieces.length !== (byteFallback ? 256 : 0))
    notAModel(file, clause('it has {count} pieces for bytes', { count: bytePieces.length }));
  const odd = bytePieces.find(({ text }) => !/^<0x[0-9A-F]{2}>$/.test(text));
  if (odd) notAModel(file, clause('its byte piece {piece} names no byte', { piece: odd.text }));
  checkDistinct(pieces, file);
}

/** Only pieces that merging can reach, or only those that it cannot, must differ from each other. */
function checkDistinct(pieces: readonly Piece[], file: string): void {
  const seen = new Set<string>();
  for (const { text, score, kind } of pieces) {
    if (text === '' || Number.isNaN(score)) notAModel(file, clause('a piece has no text or no score'));
    const key = `${mergeableKinds.has(kind)} ${text}`;
    if (seen.has(key)) notAModel(file, clause('the piece {piece} occurs twice', { piece: text }));
    seen.add(key);
  }
}

function controlId(pieces: readonly Piece[], text: string): number | undefined {
  const id = pieces.findIndex((piece) => piece.kind === 'control' && piece.text === text);
  return id === -1 ? undefined : id;
}

/** The last value of each field, as protobuf reads fields that are not lists. */
function fieldMap(bytes: Uint8Array, file: string): Map<number, number | Uint8Array> {
  return new Map(Array.from(protobufFields(bytes, file), ({ field, value }) => [field, value]));
}

// Byte-order marks are characters of pieces like any other.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function readText(value: number | Uint8Array | undefined, file: string): string {
  if (!(value instanceof Uint8Array)) return notAModel(file, clause('a number stands where a text belongs'));
  try {
    return utf8.decode(value);
  } catch (cause) {
    throw new EngineError('tokenizer/not-a-model', { file, reason: clause('a text in it is not UTF-8') }, { cause });
  }
}

function readFloat(value: number | Uint8Array): number {
  if (!(value instanceof Uint8Array) || value.length !== 4) return Number.NaN;
  return new DataView(value.buffer, value.byteOffset, 4).getFloat32(0, true);
}

function notAModel(file: string, reason: Remark): never {
  throw new EngineError('tokenizer/not-a-model', { file, reason });
}
