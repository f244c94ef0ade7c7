// I tiles · S pixels along a side · E embedding-module tokens · T language-model tokens · N tokens whose logits are wanted
// D width · V vocabulary

import type { Value } from '../onnx/graph.ts';
import type { GraphBuilder } from '../onnx/graphBuilder.ts';
import type { ModelConfig } from './config.ts';
import { holisticEmbedding, imageRows } from './holisticEmbedding.ts';
import { languageHead, languageLayers, logitRows } from './languageModel.ts';
import { names } from './names.ts';
import { wholeStack } from './stack.ts';
import { layPictures, textEmbedding } from './textEmbedding.ts';
import { visionProjector, visionTransformer } from './visionTransformer.ts';

/**
 * A batch of sequences in one pass without caches, as training reads it: `pixel_values` [I, 3, S, S] and `token_ids` [E]
 * to what the language model reads, [T, D].
 */
export function batchEmbeds(g: GraphBuilder, config: ModelConfig): Value {
  const { channels, size } = config.tile;
  const pixels = g.input('pixel_values', 'float32', ['I', channels, size, size]);
  if (config.layout === 'internvl2') {
    const pictures = visionProjector(g, visionTransformer(g, pixels, config), config);
    return layPictures(g, batchWords(g, config), pictures);
  }
  const tokens = config.pixelShuffle === 'post' ? 'E' : 'T';
  const table = g.parameter(names.embedding.text, [config.vocabularySize, config.embedding.width]);
  const rows = layPictures(g, textEmbedding(g, { table, tokens }), imageRows(g, pixels, config));
  return holisticEmbedding(g, rows, config, wholeStack);
}

/** A batch of words alone, as the language model embeds them itself: [T, D]. */
export function batchWords(g: GraphBuilder, config: ModelConfig): Value {
  return textEmbedding(g, { table: languageTable(g, config), tokens: 'T' });
}

/** The language model's own table of word embeddings [V, D]. */
export function languageTable(g: GraphBuilder, { vocabularySize, language }: ModelConfig): Value {
  return g.parameter(names.language.text, [vocabularySize, language.width]);
}

/** Embedded tokens [T, D] to the logits [N, V] of those that the input `logit_rows` picks. */
export function batchLogits(g: GraphBuilder, embeds: Value, config: ModelConfig): Value {
  const wanted = logitRows(g);
  const hidden = languageLayers(g, embeds, config, (inner, x, stack) => wholeStack(inner, x, stack, wanted));
  return languageHead(g, hidden, config);
}
