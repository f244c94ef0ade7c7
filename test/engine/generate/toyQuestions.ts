import fc from 'fast-check';
import type { GenerationOptions } from '../../../src/engine/api/answerApi.ts';
import { promptLength } from '../../../src/engine/generate/decoder.ts';
import type { Prompt, Span } from '../../../src/engine/generate/decoder.ts';
import { favourites } from './toyDecoder.ts';
import { picture, text } from './toyPrompt.ts';

const spans: fc.Arbitrary<Span> = fc.oneof(
  fc.constantFrom(text(1, 2, 3), text(4, 5), text(), picture('cat', 4), picture('dog', 7), picture('cat', 8)),
  fc.array(fc.nat(11), { maxLength: 6 }).map((ids) => text(...ids)),
  fc.nat(11).map((start) => text(...favourites(start, 12))),
);

/** All prompts fit into it. */
export const smallestContext = 34;

/** Prompts of few parts, so that several have beginnings in common; some end with a picture. */
export const prompts: fc.Arbitrary<Prompt> = fc
  .array(spans, { maxLength: 4 })
  .map((rest) => ({ spans: [text(9, 9, 1), ...rest] }))
  .filter((prompt) => promptLength(prompt) <= smallestContext);

/** Greedy options that let answers end in every way. */
export const greedyOptions: fc.Arbitrary<GenerationOptions> = fc.record({
  maxTokens: fc.integer({ min: 1, max: 40 }),
  repetitionPenalty: fc.constantFrom(1, 1, 1.3, 0.7),
  stop: fc.array(fc.constantFrom('aab', '##', 'd\nb', '½½', 'c'), { maxLength: 2 }),
});

export const sampledOptions: fc.Arbitrary<GenerationOptions> = fc.record({
  maxTokens: fc.integer({ min: 1, max: 30 }),
  temperature: fc.constantFrom(0.5, 1, 2),
  topK: fc.constantFrom(0, 3),
  topP: fc.constantFrom(1, 0.8),
  seed: fc.nat(),
});

export const stopIds: fc.Arbitrary<number[]> = fc.array(fc.nat(11), { maxLength: 2 });
