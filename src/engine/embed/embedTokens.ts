// T rows of a layer · D model width

import type { Embedding, EmbedRequest } from '../api/engineApi.ts';
import { EngineError } from '../api/errors.ts';
import type { Span } from '../generate/decoder.ts';
import type { LoadedModel } from '../generate/loadedModel.ts';
import { openPictures, type OpenedPicture } from '../generate/picture.ts';
import { embeddingStack } from '../model/config.ts';
import { chatTemplate } from '../text/chatTemplate.ts';
import { describeSpans } from './describeSpans.ts';

/** Vectors of pictures and text, which are read as one sequence, at one layer. */
export async function embedTokens(model: LoadedModel, request: EmbedRequest, clock: () => number): Promise<Embedding> {
  const { config } = model;
  const holistic = embeddingStack(config)?.layers ?? 0;
  const layer = request.layer ?? holistic;
  checkLayer(layer, holistic + config.language.layers);
  const { spans, pictures } = await readSequence(model, request, clock);
  const vectors = await model.decoder.inspect({ spans }, await model.inspection(), layer);
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

/** Each picture between the tokens that open and close it, then the text: as in a question, but without a conversation around. */
async function readSequence(
  model: LoadedModel,
  { images = [], text = '', maxTiles }: EmbedRequest,
  clock: () => number,
): Promise<{ spans: Span[]; pictures: OpenedPicture[] }> {
  if (images.length === 0 && text === '') throw new EngineError('embed/nothing', undefined);
  const { config, tokenizer, encoder } = model;
  const { open, close } = chatTemplate(config.template).image;
  const pictures = await openPictures(images, {
    ...{ config, encoder, clock, mode: 'user', placeholderId: model.placeholderId },
    ...(maxTiles !== undefined && { maxTiles }),
  });
  const token = (name: string): Span => ({ kind: 'text', ids: tokenizer.encode(name, { bos: false }) });
  const shown = pictures.flatMap(({ span }) => [token(open), span, token(close)]);
  const words: Span[] = text === '' ? [] : [{ kind: 'text', ids: tokenizer.encodeParts([{ text }], { bos: false }) }];
  const begin: Span = { kind: 'text', ids: tokenizer.encode('') };
  return {
    spans: [begin, ...shown, ...words].filter((span) => span.kind === 'image' || span.ids.length > 0),
    pictures,
  };
}
