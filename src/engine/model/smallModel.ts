import type { ModelConfig, StackConfig } from './config.ts';

/** Whether a trained model is so small that whoever reads its words should know: the smallest in use by others has seven times as many weights. */
export function isSmallModel({ language, trained }: ModelConfig): boolean {
  return trained && language.layers * weightsOfLayer(language) < 50e6;
}

/** Of the matrices of one decoder layer: queries, keys and values, what joins them, and the three of the feed-forward part. */
function weightsOfLayer({ width, heads, keyValueHeads, headWidth, intermediateWidth }: StackConfig): number {
  const attention = (2 * heads + 2 * keyValueHeads) * headWidth;
  return width * (attention + 3 * intermediateWidth);
}
