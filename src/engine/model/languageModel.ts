// T tokens · N tokens whose logits are wanted · D width · V vocabulary

import { gatherRows, linear } from '../onnx/expressions.ts';
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

/** Logits [N, V] of the tokens that the input `logit_rows` picks; the others are spared the largest matrix of the model. */
export function languageHead(g: GraphBuilder, hidden: Value, config: ModelConfig): Value {
  const { width: D, normEpsilon } = config.language;
  const picked = gatherRows(g, hidden, g.input('logit_rows', 'int64', ['N']));
  const normalised = rmsNorm(g, picked, names.language.norm, normEpsilon);
  return linear(g, normalised, g.parameter(names.language.head, [config.vocabularySize, D]));
}
