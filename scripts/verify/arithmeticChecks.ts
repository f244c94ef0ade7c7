import type { SafetensorsFile } from '../../src/engine/checkpoint/safetensorsFile.ts';
import { promptLength, type ImageSpan, type Prompt } from '../../src/engine/generate/decoder.ts';
import { generateText } from '../../src/engine/generate/generateText.ts';
import type { LoadedModel } from '../../src/engine/generate/loadedModel.ts';
import { PrefixCache } from '../../src/engine/generate/prefixCache.ts';
import { firstTokens } from '../../src/engine/generate/spans.ts';
import { embeddingRowsPerTile, tokensPerTile } from '../../src/engine/model/config.ts';
import { joined } from '../../src/engine/tensor/joined.ts';
import { close, equal, type Outcome } from './check.ts';
import { encodedSpans } from './promptChecks.ts';
import type { ReferenceCase } from './referenceSet.ts';

/** The published figures are float32 themselves; this is what summing in another order may change. */
const arithmeticLimit = 2e-4;
/** Below this gap between the two best logits a rounding difference may choose the other token. */
const smallestMargin = 0.005;

/** The model's arithmetic, fed the reference's own pixels so that decoding does not blur it. */
export async function arithmeticChecks(
  model: LoadedModel,
  one: ReferenceCase,
  expected: SafetensorsFile,
): Promise<Outcome[]> {
  const prompt = await promptOf(model, one, expected);
  const { logits, inputsEmbeds } = await model.decoder.evaluate(prompt);
  const read = (part: string): Promise<Float32Array> => expected.readFloat32(`${one.name}.${part}`);
  const isHovle = model.config.layout === 'hovle';
  return [
    ...(isHovle ? [close('inputs_embeds', inputsEmbeds, await read('inputs_embeds'), arithmeticLimit)] : []),
    ...(!isHovle && one.images.length > 0 ? await featureChecks(model, one, expected) : []),
    close('logits', logits, await read('logits'), arithmeticLimit),
    await cachedCheck(model, prompt, logits),
    ...(await greedyChecks(model, one, prompt)),
    equal('greedy text', model.tokenizer.decode(one.greedy_ids), one.greedy_text),
  ];
}

async function featureChecks(model: LoadedModel, one: ReferenceCase, expected: SafetensorsFile): Promise<Outcome[]> {
  const features = await model.encoder.inspect(await expected.readFloat32(`${one.name}.pixel_values`));
  const check = async (part: 'vision_features' | 'projected_features'): Promise<Outcome> =>
    close(part, features[part], await expected.readFloat32(`${one.name}.${part}`), arithmeticLimit);
  return [await check('vision_features'), await check('projected_features')];
}

/** The logits of the text after the last picture: that much from the cache, one token at a time, against one pass over everything. */
async function cachedCheck(model: LoadedModel, prompt: Prompt, logits: Float32Array): Promise<Outcome> {
  const tail = prompt.spans.at(-1);
  const ids = tail?.kind === 'text' ? tail.ids : [];
  const cache = model.decoder.newCache();
  const [first, ...rest] = ids.map((_, index) =>
    firstTokens(prompt.spans, promptLength(prompt) - ids.length + index + 1),
  );
  const rows = [await model.decoder.prefill(cache, { spans: first ?? prompt.spans })];
  for (const [index] of rest.entries()) rows.push(await model.decoder.extend(cache, ids.slice(index + 1, index + 2)));
  cache.close();
  const tailLogits = logits.subarray(logits.length - rows.length * model.decoder.vocabularySize);
  return close('logits of cached steps against one pass', joined(rows), tailLogits, arithmeticLimit);
}

/** Greedy answers with and without the prefix cache and speculation, each the reference's ids. */
async function greedyChecks(model: LoadedModel, one: ReferenceCase, prompt: Prompt): Promise<Outcome[]> {
  if (one.min_top2_margin < smallestMargin) return [];
  const prefixCache = new PrefixCache(64 * 2 ** 20);
  const ask = async (speculation: boolean, cache?: PrefixCache): Promise<readonly number[]> => {
    const generator = {
      decoder: model.decoder,
      draftLength: 4,
      clock: () => performance.now(),
      ...(cache && { prefixCache: cache }),
    };
    const options = { maxTokens: one.greedy_ids.length, temperature: 0, speculation, prefixCache: cache !== undefined };
    const request = { prompt, options, stopIds: [], tokenText: model.tokenizer.stream() };
    return (await generateText(generator, request)).tokenIds;
  };
  const expected = one.greedy_ids;
  const checks = [
    equal('greedy ids', await ask(false), expected),
    equal('greedy ids, speculating', await ask(true), expected),
    equal('greedy ids, filling the prefix cache', await ask(false, prefixCache), expected),
    equal('greedy ids, from the prefix cache', await ask(true, prefixCache), expected),
  ];
  prefixCache.close();
  return checks;
}

/** The case's prompt with the features of the reference's pixels. */
async function promptOf(model: LoadedModel, one: ReferenceCase, expected: SafetensorsFile): Promise<Prompt> {
  const { config, encoder, placeholderId } = model;
  const rows =
    one.images.length > 0
      ? await encoder.encode(await expected.readFloat32(`${one.name}.pixel_values`))
      : new Float32Array();
  const pictures = one.tiles.map((tiles, index): ImageSpan => {
    const before = one.tiles.slice(0, index).reduce((a, b) => a + b, 0);
    const width = embeddingRowsPerTile(config) * config.language.width;
    return {
      kind: 'image',
      key: `${one.name} ${index}`,
      tokenCount: tiles * tokensPerTile(config.tile),
      embeddingTokenCount: tiles * embeddingRowsPerTile(config),
      placeholderId,
      features: () => Promise.resolve(rows.subarray(before * width, (before + tiles) * width)),
    };
  });
  const spans = encodedSpans(model, one).map((span) => (span.kind === 'text' ? span : pictures[span.image]));
  return { spans: spans.filter((span) => span !== undefined) };
}
