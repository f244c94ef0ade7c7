// E tokens · N rows that stand for pictures · D width · V vocabulary

import type { Dimension } from '../onnx/dimension.ts';
import { gatherRows } from '../onnx/expressions.ts';
import type { Value } from '../onnx/graph.ts';
import type { GraphBuilder } from '../onnx/graphBuilder.ts';

/** What a batch of tokens is made of: the table [V, D] its words are looked up in, and how its number of tokens is called. */
export interface TextEmbedding {
  readonly table: Value;
  readonly tokens: Dimension;
}

/** The rows [E, D] of the words `token_ids` names. */
export function textEmbedding(g: GraphBuilder, { table, tokens }: TextEmbedding): Value {
  return gatherRows(g, table, g.input('token_ids', 'int64', [tokens]));
}

/** `words` [E, D] with the pictures' rows [N, D] laid, in order, over the places `image_places` names. */
export function layPictures(g: GraphBuilder, words: Value, imageRows: Value): Value {
  const places = g.input('image_places', 'int64', [imageRows.shape[0] ?? 1, 1]);
  return g.one('ScatterND', [words, places, imageRows], { name: 'laid' });
}
