import type { Answer, AskProgress, AskRequest } from '../api/answerApi.ts';
import type { ImageSummary } from '../api/imageApi.ts';
import { isSmallModel } from '../model/smallModel.ts';
import { buildChatPrompt } from '../text/chatPrompt.ts';
import { chatTemplate } from '../text/chatTemplate.ts';
import { encodePrompt, promptIds, stopIds, type EncodedSpan } from '../text/encodePrompt.ts';
import type { ImageSpan, Prompt, Span } from './decoder.ts';
import { generateText } from './generateText.ts';
import type { LoadedModel } from './loadedModel.ts';
import { openPictures, type OpenedPicture, type PictureOptions } from './picture.ts';

/** The part of an answer that the model makes; where it runs is the caller's to add. */
export type ModelAnswer = Omit<Answer, 'model' | 'deviceNote' | 'memoryBytes'>;

export interface AnswerCall {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: AskProgress) => void;
  /** Milliseconds from any fixed point. */
  readonly clock: () => number;
  /** When the request came in, by that clock, and how long loading the model took of it. */
  readonly startedAt: number;
  readonly loadMs: number;
}

/** Answers the last turn of a conversation. */
export async function answerQuestion(model: LoadedModel, request: AskRequest, call: AnswerCall): Promise<ModelAnswer> {
  let imageMs = 0;
  const { clock, startedAt, signal, onProgress } = call;
  const question = await readQuestion(model, request, { clock, onEncoded: (elapsedMs) => (imageMs += elapsedMs) });
  const constraint = request.schema === undefined ? undefined : model.constrain(request.schema, question.stopIds);
  const generated = await generateText(
    { decoder: model.decoder, prefixCache: model.prefixCache, draftLength: model.draftLength, clock },
    {
      prompt: question.prompt,
      options: request,
      stopIds: question.stopIds,
      tokenText: constraint ?? model.tokenizer.stream(),
      ...(constraint && { constraint }),
      startedAt,
    },
    {
      ...(signal && { signal }),
      onText: (text) => onProgress?.({ kind: 'text', text }),
      onPrefill: (fraction) => onProgress?.({ kind: 'stage', stage: 'prefill', fraction }),
    },
  );
  const { timings, text, tokenIds, finish } = generated;
  return {
    text,
    tokenIds: [...tokenIds],
    promptTokenIds: question.promptTokenIds,
    embeddingTokenIds: question.embeddingTokenIds,
    images: question.summaries,
    finish,
    trained: model.config.trained,
    small: isSmallModel(model.config),
    device: model.device,
    precision: model.precision,
    timings: { ...timings, loadMs: call.loadMs, imageMs, prefillMs: timings.prefillMs - imageMs },
  };
}

/** A conversation, read. */
export interface Question {
  readonly prompt: Prompt;
  readonly promptTokenIds: number[];
  readonly embeddingTokenIds: number[];
  readonly summaries: ImageSummary[];
  readonly stopIds: readonly number[];
}

/** What of a model it takes to read a conversation. */
export type QuestionReader = Pick<LoadedModel, 'config' | 'tokenizer' | 'placeholderId'> &
  Pick<PictureOptions, 'encoder'>;

/** The conversation as the model reads it. Pictures are opened, not yet decoded. */
export async function readQuestion(
  model: QuestionReader,
  { turns, maxTiles, referenceImages }: AskRequest,
  watch: Pick<PictureOptions, 'clock' | 'onEncoded'>,
): Promise<Question> {
  const { config, tokenizer, encoder, placeholderId } = model;
  const template = chatTemplate(config.template);
  const encoded = encodePrompt(tokenizer, template, buildChatPrompt(template, turns));
  const options: PictureOptions = {
    ...{ config, encoder, placeholderId, ...watch },
    mode: referenceImages ? 'reference' : 'user',
    ...(maxTiles !== undefined && { maxTiles }),
  };
  const pictures = await openPictures(
    turns.flatMap(({ images = [] }) => images),
    options,
  );
  const ids = (count: (span: ImageSpan) => number): number[] =>
    promptIds(
      encoded,
      placeholderId,
      pictures.map(({ span }) => count(span)),
    );
  return {
    prompt: { spans: encoded.map((span) => toSpan(span, pictures)) },
    promptTokenIds: ids((span) => span.tokenCount),
    embeddingTokenIds: ids((span) => span.embeddingTokenCount),
    summaries: pictures.map(({ summary }) => summary),
    stopIds: stopIds(tokenizer, template),
  };
}

function toSpan(span: EncodedSpan, pictures: readonly OpenedPicture[]): Span {
  if (span.kind === 'text') return span;
  const picture = pictures[span.image];
  if (!picture) throw new RangeError(`The prompt names picture ${span.image}, but there are ${pictures.length}.`);
  return picture.span;
}
