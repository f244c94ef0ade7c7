import type { EmbedRequest } from '../api/spaceApi.ts';
import { EngineError } from '../api/errors.ts';
import { promptLength, type Span } from '../generate/decoder.ts';
import type { LoadedModel } from '../generate/loadedModel.ts';
import { openPictures, type OpenedPicture } from '../generate/picture.ts';
import { chatTemplate } from '../text/chatTemplate.ts';

/** What is embedded, as one sequence. */
export interface EmbeddedSequence {
  readonly spans: Span[];
  readonly pictures: OpenedPicture[];
}

/** Each picture between the tokens that open and close it, then the text: as in a question, but without a conversation around. */
export async function readSequence(
  model: LoadedModel,
  { images = [], text = '', maxTiles }: Omit<EmbedRequest, 'layer'>,
  clock: () => number,
): Promise<EmbeddedSequence> {
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
  const spans = [begin, ...shown, ...words].filter((span) => span.kind === 'image' || span.ids.length > 0);
  const [tokens, { contextLimit }] = [promptLength({ spans }), model.decoder];
  if (tokens > contextLimit) throw new EngineError('embed/too-long', { tokens, contextLimit });
  return { spans, pictures };
}
