import type { ImageSpan, Span } from '../generate/decoder.ts';
import { generateText } from '../generate/generateText.ts';
import type { LoadedModel } from '../generate/loadedModel.ts';
import { once } from '../generate/once.ts';
import { tilingOf } from '../generate/picture.ts';
import { tileImage } from '../image/pixelValues.ts';
import type { RgbImage } from '../image/rgbImage.ts';
import { embeddingRowsPerTile, tokensPerTile } from '../model/config.ts';
import { buildChatPrompt } from '../text/chatPrompt.ts';
import { chatTemplate } from '../text/chatTemplate.ts';
import { encodePrompt, stopIds } from '../text/encodePrompt.ts';

/** Answers a question about pictures; nothing is remembered from one question to the next. */
export type Answerer = (pictures: readonly RgbImage[], question: string) => Promise<string>;

/** Asks a loaded model as a user's question is asked: the same prompt, the likeliest token each time. */
export function answererOf(
  model: LoadedModel,
  { maxTokens, clock }: { maxTokens: number; clock: () => number },
): Answerer {
  const template = chatTemplate(model.config.template);
  const ends = stopIds(model.tokenizer, template);
  return async (pictures, question) => {
    const prompt = buildChatPrompt(template, [{ role: 'user', text: question, images: pictures }]);
    const opened = pictures.map((picture, i) => openedPicture(model, picture, i));
    const spans = encodePrompt(model.tokenizer, template, prompt).map(
      // The prompt names these pictures alone.
      (span): Span => (span.kind === 'text' ? span : opened[span.image]!),
    );
    const { text } = await generateText(
      { decoder: model.decoder, draftLength: 0, clock },
      { prompt: { spans }, options: { maxTokens }, stopIds: ends, tokenText: model.tokenizer.stream() },
    );
    return text.trim();
  };
}

function openedPicture({ config, encoder, placeholderId }: LoadedModel, picture: RgbImage, index: number): ImageSpan {
  const { tiles, pixelValues } = tileImage(picture, tilingOf(config.tile));
  return {
    kind: 'image',
    key: String(index),
    tokenCount: tiles * tokensPerTile(config.tile),
    embeddingTokenCount: tiles * embeddingRowsPerTile(config),
    placeholderId,
    features: once(() => encoder.encode(pixelValues)),
  };
}
