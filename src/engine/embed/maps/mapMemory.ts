// E embedding-module rows · T language-model tokens · D width · F width of the feed-forward network · V vocabulary

import type { MapMethod } from '../../api/choices.ts';
import { mapMethods } from '../../api/choices.ts';
import { EngineError } from '../../api/errors.ts';
import { embeddingStack, type ModelConfig, type StackConfig } from '../../model/config.ts';
import type { SequenceLayout } from './sequenceLayout.ts';

/** Most memory that a map takes at once, in bytes: what enters every layer, and one layer with all it computes. */
export function mapBytes(config: ModelConfig, { rows: E, tokens: T }: Pick<SequenceLayout, 'rows' | 'tokens'>): number {
  const { language, vocabularySize: V } = config;
  const embedding = embeddingStack(config);
  const stacks: { stack: StackConfig; t: number }[] = [{ stack: language, t: T }];
  if (embedding) stacks.push({ stack: embedding, t: E });
  const entering = stacks.reduce((sum, { stack: { layers, width }, t }) => sum + layers * t * width, 0);
  const largest = Math.max(...stacks.map(({ stack, t }) => layerNumbers(stack, t)), V * language.width);
  return 4 * (entering + largest);
}

/** Says why a map cannot be made, before anything is read for it. */
export function checkMemory(
  config: ModelConfig,
  layout: SequenceLayout,
  { method, freeBytes }: { method: MapMethod; freeBytes: number },
): void {
  const neededBytes = mapBytes(config, layout);
  if (neededBytes <= freeBytes) return;
  throw new EngineError('map/too-large', {
    method,
    tokens: layout.rows,
    neededBytes,
    freeBytes,
    others: ['similarity'],
  });
}

/** The methods beside one. */
export const otherMethods = (method: MapMethod): MapMethod[] => mapMethods.filter((other) => other !== method);

/**
 * Numbers of one layer on the way back: its weights, twice, since they are read before they are fed; scores, their
 * softmax, both gradients, the mask and a copy; and what the linear layers read and make, with gradients.
 */
function layerNumbers(
  { width: D, intermediateWidth: F, heads, keyValueHeads, headWidth }: StackConfig,
  t: number,
): number {
  const weights = (heads + 2 * keyValueHeads) * headWidth * D + D * D + 3 * D * F;
  return 2 * weights + 6 * heads * t * t + t * (12 * D + 8 * F);
}
