// T tokens · N tokens whose logits are wanted · D width · V vocabulary

import { linear } from '../onnx/expressions.ts';
import type { Value } from '../onnx/graph.ts';
import type { GraphBuilder } from '../onnx/graphBuilder.ts';
import type { ModelConfig } from './config.ts';
import { names } from './names.ts';
import { rmsNorm } from './rmsNorm.ts';
import type { StackForm } from './stack.ts';

/** InternLM2's layers over embedded tokens [T, D]; the last layer's output, not yet normalised. */
export function languageLayers(g: GraphBuilder, embeds: Value, config: ModelConfig, form: StackForm): Value {
  return form(g, embeds, { name: 'language', config: config.language, layer: names.language.layer });
}

/** The tokens whose logits are wanted; the others are spared the largest matrix of the model. */
export function logitRows(g: GraphBuilder): Value {
  return g.input('logit_rows', 'int64', ['N']);
}

/** Logits [N, V] of the last layer's output [N, D]. */
export function languageHead(g: GraphBuilder, hidden: Value, config: ModelConfig): Value {
  const { width: D, normEpsilon } = config.language;
  const normalised = rmsNorm(g, hidden, names.language.norm, normEpsilon);
  return linear(g, normalised, g.parameter(names.language.head, [config.vocabularySize, D]));
}
