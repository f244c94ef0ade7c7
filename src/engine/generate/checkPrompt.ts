import { EngineError } from '../api/errors.ts';
import { promptLength } from './decoder.ts';
import type { Prompt } from './decoder.ts';

/** Refuses a prompt with no token, or with more tokens than the model's context holds. */
export function checkPrompt(prompt: Prompt, contextLimit: number): void {
  const promptTokens = promptLength(prompt);
  if (promptTokens === 0) throw new EngineError('prompt/empty', undefined);
  if (promptTokens <= contextLimit) return;
  const imageTokens = promptLength({ spans: prompt.spans.filter((span) => span.kind === 'image') });
  throw new EngineError('prompt/too-long', { promptTokens, imageTokens, contextLimit });
}
