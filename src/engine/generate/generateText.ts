import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Answer, GenerationOptions } from '../api/answerApi.ts';
import { hasCode } from '../api/errors.ts';
import { AnswerClock } from './answerClock.ts';
import type { GenerationTimings } from './answerClock.ts';
import { checkPrompt } from './checkPrompt.ts';
import type { Constraint } from './constrain/constraint.ts';
import type { Decoder, DecoderCache, PrefillOptions, Prompt } from './decoder.ts';
import { resolveOptions } from './generationOptions.ts';
import type { ResolvedOptions } from './generationOptions.ts';
import { GrowingAnswer } from './growingAnswer.ts';
import type { TokenText } from './growingAnswer.ts';
import type { PrefixCache } from './prefixCache.ts';
import { PromptLookup } from './promptLookup.ts';
import { countTokens, promptUnits } from './promptUnits.ts';
import type { Unit } from './promptUnits.ts';
import { chooseToken } from './sampling.ts';
import { seededRandom } from './seededRandom.ts';

// T tokens computed in one step · V vocabulary

/** What all answers of one loaded model share. */
export interface Generator {
  readonly decoder: Decoder;
  /** Absent: nothing is kept from one request to the next. */
  readonly prefixCache?: PrefixCache;
  /** Most tokens guessed at once; how many pay depends on the device. 0 never guesses. */
  readonly draftLength: number;
  /** Milliseconds from any fixed point. */
  readonly clock: () => number;
}

export interface GenerationRequest {
  readonly prompt: Prompt;
  readonly options?: GenerationOptions;
  /** Ids that end the answer; they have no text. */
  readonly stopIds: readonly number[];
  /** A fresh one for this answer. */
  readonly tokenText: TokenText;
  /** Hides from the choice what may not come next; it is `tokenText` as well, by which it learns what came. */
  readonly constraint?: Pick<Constraint, 'mask'>;
  /** The clock when the request came in; by default the start of the generation. */
  readonly startedAt?: number;
}

/** How a caller follows and stops an answer. */
export interface GenerationCall {
  readonly signal?: AbortSignal;
  /** Receives the text in pieces that are final: joined, they are the answer's text. */
  readonly onText?: (text: string) => void;
  /** Receives the share of the prompt that is computed, in (0, 1]. */
  readonly onPrefill?: (fraction: number) => void;
}

export interface GeneratedText {
  readonly text: string;
  /** All tokens of the answer, with the one that ended it: a stop id, or the last of a stop text. */
  readonly tokenIds: readonly number[];
  readonly finish: Answer['finish'];
  readonly timings: GenerationTimings;
}

/**
 * Answers a prompt token by token. A cancelled answer ends after the step under way, with what there is.
 * However it ends, the decoder's cache is afterwards closed or in the prefix cache.
 */
export async function generateText(
  generator: Generator,
  request: GenerationRequest,
  call: GenerationCall = {},
): Promise<GeneratedText> {
  const options = resolveOptions(request.options ?? {});
  checkPrompt(request.prompt, generator.decoder.contextLimit);
  const units = promptUnits(request.prompt);
  const prefixCache = options.prefixCache ? generator.prefixCache : undefined;
  const cache = prefixCache?.take(units) ?? generator.decoder.newCache();
  const run = startRun(generator, { request, call, options, units, cache });
  try {
    await writeAnswer(run);
  } catch (error) {
    cache.close(); // What failed may have left it half written.
    throw error;
  }
  const generated = summary(run);
  if (prefixCache) prefixCache.putBack(cache, [...units, ...generated.tokenIds]);
  else cache.close();
  return generated;
}

/** One answer under way. */
interface Run {
  readonly decoder: Decoder;
  readonly prompt: Prompt;
  readonly promptTokens: number;
  readonly cache: DecoderCache;
  /** Prompt tokens that the cache held from the start. */
  readonly reusedTokens: number;
  readonly answer: GrowingAnswer;
  readonly choose: (logits_V: Float32Array) => number;
  readonly lookup: PromptLookup;
  readonly clock: AnswerClock;
  readonly call: GenerationCall;
}

interface Start {
  readonly request: GenerationRequest;
  readonly call: GenerationCall;
  readonly options: ResolvedOptions;
  readonly units: readonly Unit[];
  readonly cache: DecoderCache;
}

function startRun({ decoder, draftLength, clock }: Generator, { request, call, options, units, cache }: Start): Run {
  const promptTokens = countTokens(units);
  const limits = {
    stopIds: new Set(request.stopIds),
    stop: options.stop,
    maxTokens: options.maxTokens,
    contextRoom: decoder.contextLimit - promptTokens,
  };
  const answer = new GrowingAnswer(limits, request.tokenText, call.onText ?? (() => undefined));
  const random = seededRandom(options.seed);
  const { constraint } = request;
  const guesses = options.speculation && options.temperature === 0;
  return {
    decoder,
    prompt: request.prompt,
    promptTokens,
    cache,
    reusedTokens: cache.length,
    answer,
    choose: (logits_V) => chooseToken(constraint?.mask(logits_V) ?? logits_V, options, answer.distinctIds, random),
    lookup: new PromptLookup(units, guesses ? draftLength : 0),
    clock: new AnswerClock(clock, request.startedAt),
    call,
  };
}

async function writeAnswer(run: Run): Promise<void> {
  let draft: readonly number[] = [];
  let logits_TV = await prefill(run);
  while (logits_TV !== undefined) {
    addAgreeing(run, draft, logits_TV);
    if (run.answer.finish !== undefined) break;
    draft = run.lookup.guess(run.answer.room - 1);
    logits_TV = await step(run, draft);
  }
  run.answer.end();
}

/** The logits after the prompt; undefined when the answer was cancelled before they were there. */
async function prefill({ decoder, cache, prompt, call, clock }: Run): Promise<Float32Array | undefined> {
  if (call.signal?.aborted) return undefined;
  try {
    const logits_V = await decoder.prefill(cache, prompt, prefillOptions(call));
    clock.prefillDone();
    return logits_V;
  } catch (error) {
    if (hasCode(error, 'request/cancelled')) return undefined;
    throw error;
  }
}

function prefillOptions({ signal, onPrefill }: GenerationCall): PrefillOptions {
  return { ...(signal && { signal }), ...(onPrefill && { onProgress: onPrefill }) };
}

/** The logits after the answer's latest token and after each of the draft; undefined when the answer was cancelled. */
async function step(
  { decoder, cache, call, answer }: Run,
  draft: readonly number[],
): Promise<Float32Array | undefined> {
  await nextTurn(); // The model computes on this thread: without a pause no cancellation would ever arrive.
  if (call.signal?.aborted) return undefined;
  return decoder.extend(cache, [...answer.tokenIds.slice(-1), ...draft]);
}

/**
 * Adds the token that the first row of logits calls for, and goes on for as long as the draft holds the same tokens.
 * Each token is chosen as it would have been without a draft, from the logits after the same tokens.
 */
function addAgreeing(run: Run, draft: readonly number[], logits_TV: Float32Array): void {
  const { answer, lookup, cache } = run;
  let right = 0;
  while (addToken(run, right, logits_TV) === draft[right] && answer.finish === undefined) right++;
  lookup.learn(draft.length, right);
  // The latest token is not computed yet; what the cache holds beyond the ones before it were wrong guesses.
  const computed = run.promptTokens + answer.tokenIds.length - 1;
  if (computed < cache.length) cache.truncate(computed);
}

function addToken({ decoder, choose, answer, lookup, clock }: Run, row: number, logits_TV: Float32Array): number {
  const V = decoder.vocabularySize;
  const id = choose(logits_TV.subarray(row * V, (row + 1) * V));
  answer.add(id);
  lookup.add(id);
  clock.tokenDone();
  return id;
}

function summary({ answer, clock, cache, promptTokens, reusedTokens }: Run): GeneratedText {
  const prefillTokens = Math.min(cache.length, promptTokens) - reusedTokens;
  return {
    text: answer.text,
    tokenIds: answer.tokenIds,
    finish: answer.finish ?? 'cancelled', // Nothing else ends an answer that has no reason to end.
    timings: clock.timings(prefillTokens, answer.tokenIds.length),
  };
}
