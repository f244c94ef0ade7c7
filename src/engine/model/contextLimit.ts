import type { ModelConfig } from './config.ts';

/** How many tokens a question and its answer may take together: the positions a model was made for, stretched as it says. */
export function contextLimit({ language: { rope } }: ModelConfig): number {
  return Math.floor(rope.maxPositions * (rope.scaling?.factor ?? 1));
}
