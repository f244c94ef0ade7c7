import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Decoder } from '../src/engine/generate/decoder.ts';
import { generateText } from '../src/engine/generate/generateText.ts';
import { loadModel, type LoadedModel } from '../src/engine/generate/loadedModel.ts';
import type { Environment, Measurement } from './benchmark.ts';
import { randomIds } from './contender/randomIds.ts';
import { median } from './median.ts';
import { fullSizeModel } from './model/fullSizeModel.ts';
import { scriptedDecoder } from './scriptedDecoder.ts';

const textFile = join(import.meta.dirname, '..', 'LICENSE');
const answerTokens = 160;
const rounds = 3;
/** The answer differs from the prompt's text in every so many tokens, as when a text is corrected. */
const correctionEvery = 20;

/** A text to answer, and what the answer says: its real price a step, whatever the weights. */
interface Writing {
  readonly name: string;
  readonly prompt: readonly number[];
  readonly answer: readonly number[];
}

/** What guessing tokens from the prompt gains where the answer repeats it, and loses where it does not. */
export async function promptLookup(environment: Environment): Promise<Measurement[]> {
  const folder = await fullSizeModel(environment, 'int4');
  const options = { device: 'cpu', threads: environment.threads, prefixCacheBytes: 0, promptWeights: 'lean' } as const;
  const model = await loadModel(folder, options);
  try {
    const text = model.tokenizer.encode(await readFile(textFile, 'utf8')).slice(0, answerTokens);
    return [
      ...(await compare(model, { name: 'correcting a text', prompt: text, answer: corrected(text) })),
      ...(await compare(model, { name: 'new words', prompt: text, answer: randomIds(answerTokens) })),
    ];
  } finally {
    await model.close();
  }
}

function corrected(text: readonly number[]): number[] {
  return text.map((id, place) => (place % correctionEvery === correctionEvery - 1 ? id + 1 : id));
}

async function compare(model: LoadedModel, writing: Writing): Promise<Measurement[]> {
  const rates = { guessing: [] as number[], plain: [] as number[] };
  let steps = 0;
  for (let round = 0; round < rounds; round++) {
    rates.plain.push((await write(model, writing, false)).tokensPerSecond);
    const guessing = await write(model, writing, true);
    rates.guessing.push(guessing.tokensPerSecond);
    steps = guessing.steps;
  }
  const ratio = median(rates.guessing.map((rate, round) => rate / rates.plain[round]!));
  const { name, answer } = writing;
  return [
    { name: `${name}, one by one`, value: median(rates.plain), unit: 'tokens/s' },
    { name: `${name}, guessing`, value: median(rates.guessing), unit: 'tokens/s' },
    { name: `${name}, ratio`, value: ratio, unit: '×' },
    { name: `${name}, taken`, value: (answer.length - 1) / steps, unit: 'tokens a step' },
  ];
}

async function write(
  { decoder, draftLength, tokenizer }: LoadedModel,
  { prompt, answer }: Writing,
  speculation: boolean,
): Promise<{ tokensPerSecond: number; steps: number }> {
  const counted = counting(scriptedDecoder(decoder, prompt.length, answer));
  const { timings } = await generateText(
    { decoder: counted.decoder, draftLength, clock: () => performance.now() },
    {
      prompt: { spans: [{ kind: 'text', ids: prompt }] },
      options: { maxTokens: answer.length, temperature: 0, speculation },
      stopIds: [],
      tokenText: tokenizer.stream(),
    },
  );
  return { tokensPerSecond: timings.tokensPerSecond, steps: counted.steps() };
}

function counting(decoder: Decoder): { decoder: Decoder; steps: () => number } {
  let steps = 0;
  const extend: Decoder['extend'] = (cache, ids) => {
    steps++;
    return decoder.extend(cache, ids);
  };
  return { decoder: { ...decoder, extend }, steps: () => steps };
}
