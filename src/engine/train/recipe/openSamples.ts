import { openCheckpoint } from '../../checkpoint/openCheckpoint.ts';
import { placeholderOf } from '../../generate/loadedModel.ts';
import { readConfig } from '../../model/readConfig.ts';
import type { ModelConfig } from '../../model/config.ts';
import { readTokenizer } from '../../text/readTokenizer.ts';
import type { Answer } from '../nextTokenLoss.ts';
import { answerSamples, type Templating, type Weighting } from '../samples/answerSamples.ts';
import { untaughtLessons, type UntaughtLesson } from '../samples/lessonSamples.ts';
import type { SampleSource } from '../samples/sample.ts';
import { textSamples } from '../samples/textSamples.ts';
import { openExamples, type DataPart, type DataRecipe } from './dataRecipes.ts';

/** What samples follow from: plain data, so that a thread can make them as well. */
export interface SampleRecipe<K extends SampleKind = SampleKind> {
  readonly kind: K;
  readonly data: DataRecipe;
  readonly part: DataPart;
  /** Folder of the model whose tokenizer, template and tiles are meant. */
  readonly model: string;
  readonly weighting: Weighting;
}

/** What examples can become. */
export type SampleKind = keyof Sequences;

/** The sequences of each kind. */
export interface Sequences {
  readonly answers: Answer;
  readonly texts: Answer;
  readonly lessons: UntaughtLesson;
}

/** Opens samples in this thread; undefined where the data has no such part. */
export async function openSamples<K extends SampleKind>({
  kind,
  data,
  part,
  model,
  weighting,
}: SampleRecipe<K>): Promise<SampleSource<Sequences[K]> | undefined> {
  const examples = await openExamples(data, part);
  if (!examples) return undefined;
  const make: (...of: Parameters<typeof answerSamples>) => SampleSource<Sequences[K]> = makers[kind];
  return make(examples, { ...(await templatingOf(model)), weighting });
}

const makers: { readonly [K in SampleKind]: (...of: Parameters<typeof answerSamples>) => SampleSource<Sequences[K]> } =
  {
    answers: answerSamples,
    texts: textSamples,
    lessons: untaughtLessons,
  };

/** What a checkpoint's folder says of how its sequences are written. */
export async function templatingOf(
  folder: string,
): Promise<Pick<Templating, 'config' | 'tokenizer' | 'placeholder'> & { config: ModelConfig }> {
  const checkpoint = await openCheckpoint(folder);
  await checkpoint.close();
  const config = readConfig(checkpoint.configText);
  const tokenizer = await readTokenizer(folder);
  return { config, tokenizer, placeholder: placeholderOf(config, tokenizer) };
}

/** A source whose numbers lie elsewhere: what is told about it before it is read. */
export type SourceFacts = Pick<SampleSource, 'name' | 'length'>;
