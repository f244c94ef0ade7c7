import type { GenerationOptions } from '../../../src/engine/api/answerApi.ts';
import { promptLength } from '../../../src/engine/generate/decoder.ts';
import type { Prompt } from '../../../src/engine/generate/decoder.ts';
import { text as textSpan } from './toyPrompt.ts';
import { ToyDecoder } from './toyDecoder.ts';
import { toyText } from './toyText.ts';

export interface NaiveAnswer {
  text: string;
  tokenIds: number[];
  finish: string;
}

interface NaiveRequest {
  prompt: Prompt;
  options: GenerationOptions;
  stopIds: readonly number[];
  contextLimit: number;
}

/** The greedy answer by definition: every token from a full pass over all tokens before it, nothing kept, nothing guessed. */
export async function naiveAnswer(request: NaiveRequest): Promise<NaiveAnswer> {
  const tokenIds: number[] = [];
  for (;;) {
    tokenIds.push(await nextToken(request, tokenIds));
    const { text, finish } = readOut(request, tokenIds);
    if (finish !== undefined) return { text, tokenIds, finish };
  }
}

async function nextToken({ prompt, options }: NaiveRequest, answer: number[]): Promise<number> {
  const decoder = new ToyDecoder();
  const logits = await decoder.prefill(decoder.newCache(), { spans: [...prompt.spans, textSpan(...answer)] });
  const penalty = options.repetitionPenalty ?? 1;
  const scores = Array.from(logits, (logit, id) => {
    if (!answer.includes(id)) return logit;
    return Math.fround(logit < 0 ? logit * penalty : logit / penalty);
  });
  return scores.indexOf(Math.max(...scores));
}

/** The answer's text and, when it has ended, why: from all its tokens at once, the text letter by letter. */
function readOut(request: NaiveRequest, tokenIds: number[]): { text: string; finish: string | undefined } {
  const endsAtStop = request.stopIds.includes(tokenIds.at(-1)!);
  const stream = toyText();
  const shown = (endsAtStop ? tokenIds.slice(0, -1) : tokenIds).map((id) => stream.push(id)).join('');
  const finish = endsAtStop ? 'stop' : reachedLimit(request, tokenIds.length);
  const text = finish === undefined ? shown : shown + stream.end();
  const stop = findStop(request.options.stop ?? [], text);
  return stop === undefined ? { text, finish } : { text: text.slice(0, stop), finish: 'stop' };
}

function reachedLimit({ prompt, options, contextLimit }: NaiveRequest, count: number): string | undefined {
  if (count === (options.maxTokens ?? 1024)) return 'length';
  return promptLength(prompt) + count > contextLimit ? 'context' : undefined;
}

function findStop(stops: readonly string[], text: string): number | undefined {
  for (let end = 1; end <= text.length; end++) {
    const complete = stops.filter((stop) => text.slice(0, end).endsWith(stop));
    if (complete.length > 0) return end - Math.max(...complete.map((stop) => stop.length));
  }
  return undefined;
}
