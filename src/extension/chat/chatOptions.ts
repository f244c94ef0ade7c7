import type { GenerationOptions } from '../../engine/api/answerApi.ts';

/** What a request asks for beside the settings, under the names that other providers use. What does not fit is left out. */
export function chatOptions(given: Readonly<Record<string, unknown>>, maxOutputTokens: number): GenerationOptions {
  const found = Object.entries(options).flatMap(([name, { names, least, most }]) => {
    const value = names.map((key) => given[key]).find((candidate) => typeof candidate === 'number');
    return value !== undefined && value >= least && value <= most ? [[name, value] as const] : [];
  });
  const { maxTokens = maxOutputTokens, ...others }: GenerationOptions = Object.fromEntries(found);
  return { ...others, maxTokens: Math.max(1, Math.floor(Math.min(maxTokens, maxOutputTokens))) };
}

/** Those that are numbers, with the range in which they make sense. */
const options = {
  maxTokens: { names: ['maxTokens', 'max_tokens', 'max_completion_tokens'], least: 1, most: Infinity },
  temperature: { names: ['temperature'], least: 0, most: 5 },
  topP: { names: ['topP', 'top_p'], least: Number.MIN_VALUE, most: 1 },
  seed: { names: ['seed'], least: 0, most: Number.MAX_SAFE_INTEGER },
} satisfies { [name in keyof GenerationOptions]?: { names: string[]; least: number; most: number } };
