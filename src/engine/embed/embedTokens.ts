// T rows of a layer · D model width

import type { Embedding, EmbedRequest } from '../api/spaceApi.ts';
import { EngineError } from '../api/errors.ts';
import type { LoadedModel } from '../generate/loadedModel.ts';
import { embeddingStack } from '../model/config.ts';
import { describeSpans } from './describeSpans.ts';
import { readSequence } from './readSequence.ts';

interface EmbedCall {
  readonly clock: () => number;
  readonly signal?: AbortSignal;
}

/** Vectors of pictures and text, which are read as one sequence, at one layer. */
export async function embedTokens(
  model: LoadedModel,
  request: EmbedRequest,
  { clock, signal }: EmbedCall,
): Promise<Embedding> {
  const { config } = model;
  const holistic = embeddingStack(config)?.layers ?? 0;
  const layer = request.layer ?? holistic;
  checkLayer(layer, holistic + config.language.layers);
  const { spans, pictures } = await readSequence(model, request, clock);
  const vectors = await model.decoder.inspect({ spans }, await model.inspection(), layer, signal);
  const isFolded = layer > holistic;
  const tokens = describeSpans(spans, {
    config,
    pictures,
    isFolded,
    pieceOf: (id) => model.tokenizer.pieceOf(id) ?? '',
  });
  return { vectors, width: config.language.width, layer, tokens };
}

function checkLayer(layer: number, last: number): void {
  if (!Number.isInteger(layer) || layer < 0 || layer > last)
    throw new EngineError('embed/no-such-layer', { layer, last });
}
