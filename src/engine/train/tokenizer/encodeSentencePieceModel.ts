import { ProtobufWriter } from '../../onnx/protobufWriter.ts';
import {
  modelFields,
  normalizerFields,
  pieceFields,
  pieceKinds,
  trainerFields,
  type Piece,
  type SentencePieceModel,
} from '../../text/sentencePieceModel.ts';

/** Writes a `tokenizer.model` that SentencePiece and `parseSentencePieceModel` read. */
export function encodeSentencePieceModel(model: SentencePieceModel): Uint8Array {
  const writer = new ProtobufWriter();
  for (const piece of model.pieces) writer.message(modelFields.pieces, (inner) => writePiece(inner, piece));
  writer.message(modelFields.trainer, (inner) => writeTrainer(inner, model));
  writer.message(modelFields.normalizer, (inner) => writeNormalizer(inner, model));
  return writer.finish();
}

function writePiece(writer: ProtobufWriter, { text, score, kind }: Piece): void {
  writer
    .text(pieceFields.text, text)
    .float(pieceFields.score, score)
    .integer(pieceFields.kind, 1 + pieceKinds.indexOf(kind));
}

/** Fields that only SentencePiece's own reader looks at. */
const sizeAndIds = { vocabularySize: 4, unknownId: 40, bosId: 41, eosId: 42, padId: 43 };
/** The number of the model type "bpe". */
const bpe = 2;

function writeTrainer(writer: ProtobufWriter, model: SentencePieceModel): void {
  const { pieces, unknownId, bosId = -1, eosId = -1 } = model;
  const text = (id: number, fallback: string): string => pieces[id]?.text ?? fallback;
  writer
    .integer(trainerFields.modelType, bpe)
    .integer(sizeAndIds.vocabularySize, pieces.length)
    .integer(trainerFields.whitespaceAsSuffix, Number(model.whitespaceAsSuffix))
    .integer(trainerFields.byteFallback, Number(model.byteFallback))
    .integer(sizeAndIds.unknownId, unknownId)
    .integer(sizeAndIds.bosId, bosId)
    .integer(sizeAndIds.eosId, eosId)
    .integer(sizeAndIds.padId, -1)
    .text(trainerFields.unknownSurface, model.unknownSurface)
    .text(trainerFields.bosPiece, text(bosId, '<s>'))
    .text(trainerFields.eosPiece, text(eosId, '</s>'));
}

const normalizerName = 1;

function writeNormalizer(writer: ProtobufWriter, model: SentencePieceModel): void {
  writer
    .text(normalizerName, model.charsMap.length === 0 ? 'identity' : 'user_defined')
    .bytes(normalizerFields.charsMap, model.charsMap)
    .integer(normalizerFields.addDummyPrefix, Number(model.addDummyPrefix))
    .integer(normalizerFields.removeExtraWhitespaces, Number(model.removeExtraWhitespaces))
    .integer(normalizerFields.escapeWhitespaces, Number(model.escapeWhitespaces));
}
