import { join } from 'node:path';
import type { ChatTurn } from '../../src/engine/api/answerApi.ts';
import type { SafetensorsFile } from '../../src/engine/checkpoint/safetensorsFile.ts';
import type { LoadedModel } from '../../src/engine/generate/loadedModel.ts';
import { tilingOf } from '../../src/engine/generate/picture.ts';
import { decodeImage } from '../../src/engine/image/decodeImage.ts';
import { tileImage, type TiledImage } from '../../src/engine/image/pixelValues.ts';
import { embeddingRowsPerTile, tokensPerTile } from '../../src/engine/model/config.ts';
import { buildChatPrompt, imagePlaceholder, promptText } from '../../src/engine/text/chatPrompt.ts';
import { chatTemplate } from '../../src/engine/text/chatTemplate.ts';
import { encodePrompt, promptIds, type EncodedSpan } from '../../src/engine/text/encodePrompt.ts';
import { close, equal, type Outcome } from './check.ts';
import type { ReferenceCase } from './referenceSet.ts';

/** Pixels are equal but for rounding in the last place of a normalised colour. */
const pixelLimit = 1e-6;

/** What comes before the arithmetic: tiles, pixels, the prompt and its ids. */
export async function promptChecks(
  model: LoadedModel,
  folder: string,
  one: ReferenceCase,
  expected: SafetensorsFile,
): Promise<Outcome[]> {
  const template = chatTemplate(model.config.template);
  const pieces = buildChatPrompt(template, turnsOf(one));
  const pictures = await tilePictures(model, folder, one);
  const encoded = encodePrompt(model.tokenizer, template, pieces);
  const ids = (perTile: number): number[] =>
    promptIds(
      encoded,
      model.placeholderId,
      pictures.map(({ tiles }) => tiles * perTile),
    );
  return [
    equal(
      'tile grids',
      pictures.map(({ grid }) => grid),
      one.grids,
    ),
    equal(
      'tile counts',
      pictures.map(({ tiles }) => tiles),
      one.tiles,
    ),
    equal('prompt', promptText(pieces), one.prompt),
    equal('input ids', ids(tokensPerTile(model.config.tile)), one.input_ids),
    ...(one.embedding_input_ids
      ? [equal('embedding input ids', ids(embeddingRowsPerTile(model.config)), one.embedding_input_ids)]
      : []),
    ...(pictures.length > 0 ? [await pixelCheck(pictures, one, expected)] : []),
  ];
}

/** The prompt's spans, its text encoded; pictures are numbered in order. */
export function encodedSpans(
  { config, tokenizer }: Pick<LoadedModel, 'config' | 'tokenizer'>,
  one: ReferenceCase,
): EncodedSpan[] {
  const template = chatTemplate(config.template);
  return encodePrompt(tokenizer, template, buildChatPrompt(template, turnsOf(one)));
}

/**
 * Stand-ins for the pictures: only their number and place count here. The published code puts pictures in the places of
 * the whole conversation, in order, whichever turn they stand in; pictures without a place belong to the first turn.
 */
function turnsOf({ history, question, images }: ReferenceCase): ChatTurn[] {
  const past = history.flatMap(([asked, answer]): ChatTurn[] => [
    { role: 'user', text: asked },
    { role: 'assistant', text: answer },
  ]);
  const turns: ChatTurn[] = [...past, { role: 'user', text: question }];
  const places = turns.map(({ text }) => text.split(imagePlaceholder).length - 1);
  const withoutPlace = Math.max(0, images.length - places.reduce((a, b) => a + b, 0));
  const left = images.map((path) => ({ path }));
  return turns.map((turn, index) => {
    const own = left.splice(0, places[index]! + (index === 0 ? withoutPlace : 0));
    return own.length > 0 ? { ...turn, images: own } : turn;
  });
}

function tilePictures({ config }: LoadedModel, folder: string, one: ReferenceCase): Promise<TiledImage[]> {
  const tiling = tilingOf(config.tile, one.max_tiles);
  return Promise.all(
    one.images.map(async (path) =>
      tileImage(await decodeImage({ path: join(folder, path) }, { mode: 'reference' }), tiling),
    ),
  );
}

async function pixelCheck(
  pictures: readonly TiledImage[],
  one: ReferenceCase,
  expected: SafetensorsFile,
): Promise<Outcome> {
  const all = Float32Array.from(pictures.flatMap(({ pixelValues }) => [...pixelValues]));
  return close('pixel values', all, await expected.readFloat32(`${one.name}.pixel_values`), pixelLimit);
}
