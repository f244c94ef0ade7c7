import { EngineError } from '../../api/errors.ts';
import type { Example, ExampleSource } from '../../data/example.ts';
import { tilingOf } from '../../generate/picture.ts';
import { tileImage } from '../../image/pixelValues.ts';
import { tokensPerTile, type ModelConfig } from '../../model/config.ts';
import { joined } from '../../tensor/joined.ts';
import { buildChatPrompt } from '../../text/chatPrompt.ts';
import { chatTemplate, type ChatTemplate } from '../../text/chatTemplate.ts';
import { encodeAnswer, encodePrompt, promptIds } from '../../text/encodePrompt.ts';
import { rememberingTokenizer } from '../../text/rememberingTokenizer.ts';
import type { Tokenizer } from '../../text/tokenizer.ts';
import type { Answer } from '../nextTokenLoss.ts';
import type { SampleSource } from './sample.ts';

/** What turns examples into sequences. */
export interface Templating {
  readonly config: ModelConfig;
  readonly tokenizer: Tokenizer;
  /** The id that stands for a picture's tokens. */
  readonly placeholder: number;
  /** How much an answer of n tokens counts in all: as much as every other, as √n of them, or as n. */
  readonly weighting: Weighting;
}

export type Weighting = 'answer' | 'root' | 'token';

/** Examples as questions to be answered: only the answers are learned. */
export function answerSamples(source: ExampleSource, { tokenizer, ...rest }: Templating): SampleSource<Answer> {
  const templating = { ...rest, tokenizer: rememberingTokenizer(tokenizer) };
  return {
    name: source.name,
    ...(source.length !== undefined && { length: source.length }),
    read: async (index, level) => {
      const example = await source.read(index, level);
      refuseWordless(example, source, index);
      const tasks = example.turns.map(({ task = example.task }) => task);
      const ahead = example.turns.map(({ isAhead = false }) => isAhead);
      return { sequence: answerOf(example, templating), tasks, ...(ahead.includes(true) && { ahead }) };
    },
  };
}

/** Pictures about which nothing is said are good for a lesson of distillation; an answer needs words. */
export function refuseWordless({ turns }: Example, { name }: ExampleSource, index: number): void {
  if (turns.length === 0) throw new EngineError('data/no-words', { name, number: index + 1 });
}

/**
 * An example's turns as one sequence. Each is written as the only question about the pictures; what all of them begin
 * with, pictures included, stands there once, and each goes on from it as a branch of its own.
 */
export function answerOf({ pictures, turns }: Example, templating: Templating): Answer {
  const { tokenizer, config, placeholder, weighting } = templating;
  const template = chatTemplate(config.template);
  const tiled = pictures.map((picture) => tileImage(picture, tilingOf(config.tile)));
  const counts = tiled.map(({ tiles }) => tiles * tokensPerTile(config.tile));
  const written = turns.map(({ question, answer }) => ({
    prompt: promptOf(question, { template, tokenizer, counts, placeholder }),
    answer: encodeAnswer(tokenizer, template, answer),
  }));
  const pixels = joined(tiled.map(({ pixelValues }) => pixelValues));
  const sequence = branch(written, weightOf[weighting]);
  refuseApart(sequence, placeholder, counts);
  return { ...sequence, ...(pictures.length > 0 && { pixels }) };
}

/** Pictures stand before all branches, once. */
function refuseApart({ ids, branches: [end] = [] }: Answer, placeholder: number, counts: readonly number[]): void {
  const wanted = counts.reduce((sum, count) => sum + count, 0);
  const shared = Array.from(ids)
    .slice(0, end)
    .filter((id) => id === placeholder).length;
  if (shared < wanted) throw new EngineError('data/pictures-apart', undefined);
}

interface PromptParts extends Pick<Templating, 'tokenizer' | 'placeholder'> {
  readonly template: ChatTemplate;
  /** Tokens of each picture. */
  readonly counts: readonly number[];
}

function promptOf(question: string, { template, tokenizer, counts, placeholder }: PromptParts): number[] {
  const pieces = buildChatPrompt(template, [{ role: 'user', text: question, images: counts }]);
  return promptIds(encodePrompt(tokenizer, template, pieces), placeholder, counts);
}

interface WrittenTurn {
  readonly prompt: readonly number[];
  readonly answer: readonly number[];
}

function branch(turns: readonly WrittenTurn[], weight: (tokens: number) => number): Answer {
  const shared = turns.length > 1 ? sharedLength(turns) : 0;
  const ids = [...(turns[0]?.prompt.slice(0, shared) ?? [])];
  const weights = ids.map(() => 0);
  const branches: number[] = [];
  for (const { prompt, answer } of turns) {
    branches.push(ids.length);
    const question = prompt.slice(shared);
    ids.push(...question, ...answer);
    weights.push(...question.map(() => 0), ...answer.map(() => weight(answer.length)));
  }
  return { ids, weights, ...(turns.length > 1 && { branches }) };
}

/** How many tokens all prompts begin with. At least one is left to each, so that what follows is foretold from its own. */
function sharedLength(turns: readonly WrittenTurn[]): number {
  const [first, ...others] = turns.map(({ prompt }) => prompt);
  const end = first?.findIndex((id, i) => others.some((other) => other[i] !== id)) ?? 0;
  const shortest = Math.min(...turns.map(({ prompt }) => prompt.length - 1));
  return end === -1 ? shortest : Math.min(end, shortest);
}

/** What each of an answer's tokens counts. */
const weightOf: { readonly [weighting in Weighting]: (tokens: number) => number } = {
  answer: (tokens) => 1 / tokens,
  root: (tokens) => 1 / Math.sqrt(tokens),
  token: () => 1,
};
