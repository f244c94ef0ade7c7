// A pieces of the answer · P patches · D width · V vocabulary

import type { ExplainRequest, Explanation } from '../api/mapApi.ts';
import type { EmbeddedToken } from '../api/spaceApi.ts';
import { EngineError } from '../api/errors.ts';
import { readQuestion, type Question } from '../generate/answerQuestion.ts';
import type { Span } from '../generate/decoder.ts';
import type { LoadedModel } from '../generate/loadedModel.ts';
import { embeddingStack } from '../model/config.ts';
import { describeSpans } from './describeSpans.ts';
import { answerPieces } from './maps/piecesOf.ts';
import { viewPicture } from './viewPicture.ts';

export interface ExplainCall {
  readonly clock: () => number;
  readonly signal?: AbortSignal;
}

/** Reads question and answer once more, as one sequence, and compares the answer's pieces with the patches. */
export async function explainAnswer(
  model: LoadedModel,
  request: ExplainRequest,
  call: ExplainCall,
): Promise<Explanation> {
  const question = await readQuestion(model, request, call);
  const ids = answerPieces(model.tokenizer, request.answer);
  if (ids.length === 0) throw new EngineError('embed/nothing', undefined);
  const probabilities = await answerProbabilities(model, question, ids, call.signal);
  const spans: Span[] = [...question.prompt.spans, { kind: 'text', ids }];
  const layer = embeddingStack(model.config)?.layers ?? 0;
  const vectors = await model.decoder.inspect({ spans }, await model.inspection(), layer, call.signal);
  const tokens = describe(model, question, spans);
  const { patches, similarity } = compare(vectors, tokens, ids.length);
  const pieces = ids.map((id, i) => ({ text: textOf(model, id), probability: probabilities[i] ?? 0 }));
  const sources = request.turns.flatMap(({ images = [] }) => images);
  const pictures = await Promise.all(question.summaries.map((summary, i) => viewPicture(sources[i]!, summary)));
  return { pieces, patches, similarity, pictures };
}

/** Logits of a large vocabulary take megabytes for a handful of pieces. */
const piecesAtOnce = 32;

/** The probability of each piece after the question and the pieces before it. */
async function answerProbabilities(
  { decoder }: LoadedModel,
  { prompt }: Question,
  ids: readonly number[],
  signal: AbortSignal | undefined,
): Promise<number[]> {
  const cache = decoder.newCache();
  try {
    const first_V = await decoder.prefill(cache, prompt, signal ? { signal } : {});
    const probabilities = [probabilityOf(first_V, ids[0]!)];
    const V = decoder.vocabularySize;
    for (let first = 1; first < ids.length; first += piecesAtOnce) {
      if (signal?.aborted) throw new EngineError('request/cancelled', undefined);
      const some = ids.slice(first, first + piecesAtOnce);
      const logits_AV = await decoder.extend(cache, ids.slice(first - 1, first - 1 + some.length));
      for (const [i, id] of some.entries())
        probabilities.push(probabilityOf(logits_AV.subarray(i * V, (i + 1) * V), id));
    }
    return probabilities;
  } finally {
    cache.close();
  }
}

function probabilityOf(logits_V: Float32Array, id: number): number {
  const largest = logits_V.reduce((most, value) => Math.max(most, value), -Infinity);
  const sum = logits_V.reduce((total, value) => total + Math.exp(value - largest), 0);
  return Math.exp(logits_V[id]! - largest) / sum;
}

function describe(
  { config, tokenizer }: LoadedModel,
  { summaries }: Question,
  spans: readonly Span[],
): EmbeddedToken[] {
  const images = spans.filter((span) => span.kind === 'image');
  const pictures = images.map((span, i) => ({ span, summary: summaries[i]! }));
  return describeSpans(spans, { config, pictures, isFolded: false, pieceOf: (id) => tokenizer.pieceOf(id) ?? '' });
}

/** The answer's pieces are the last rows. */
function compare(vectors: Float32Array, tokens: readonly EmbeddedToken[], pieces: number) {
  const width = vectors.length / tokens.length;
  const unitAt = (row: number): Float32Array => unit(vectors.subarray(row * width, (row + 1) * width));
  const rows = [...tokens.keys()].filter((row) => tokens[row]?.kind === 'patch');
  const units = rows.map(unitAt);
  const similarity = new Float32Array(pieces * rows.length);
  for (let piece = 0; piece < pieces; piece++) {
    const own_D = unitAt(tokens.length - pieces + piece);
    for (const [p, patch_D] of units.entries()) similarity[piece * rows.length + p] = dot(own_D, patch_D);
  }
  return { patches: tokens.filter((token) => token.kind === 'patch'), similarity };
}

function unit(vector_D: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector_D, vector_D));
  return vector_D.map((value) => value / length);
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** As the piece is read: a word begins with a space. */
function textOf({ tokenizer }: LoadedModel, id: number): string {
  const byte = /^<0x([0-9A-F]{2})>$/.exec(tokenizer.pieceOf(id) ?? '');
  if (byte) return parseInt(byte[1] ?? '', 16) === 10 ? '\n' : '·';
  return (tokenizer.pieceOf(id) ?? '').replaceAll('▁', ' ');
}
