import { readFile } from 'node:fs/promises';
import { embeddingRowsPerTile, tokensPerTile, type HovleConfig } from '../model/config.ts';
import type { Lesson } from './cosineLoss.ts';
import type { Answer } from './nextTokenLoss.ts';

/** What a reference set says of training: `NAME-training.json`. */
export interface TrainingReference {
  readonly optimizer: {
    readonly lr: number;
    readonly betas: readonly [number, number];
    readonly eps: number;
    readonly weight_decay: number;
  };
  readonly stages: {
    readonly distill?: ReferenceLesson;
    readonly align?: ReferenceAnswer;
    readonly instruct?: ReferenceAnswer;
  };
}

export interface ReferenceStage {
  /** The loss before each step. */
  readonly losses: readonly number[];
  /** Names of the tensors that learn, where the set has the gradients of some alone. */
  readonly trained?: readonly string[];
}

export interface ReferenceLesson extends ReferenceStage {
  readonly case_pixels: string;
  readonly embedding_input_ids: readonly number[];
  readonly random_text_ids: readonly number[];
}

export interface ReferenceAnswer extends ReferenceStage {
  readonly case: string;
  readonly input_ids: readonly number[];
  /** −100 where a token is only read. */
  readonly labels: readonly number[];
}

/** Reads `NAME-training.json`. */
export async function readTrainingReference(file: string): Promise<TrainingReference> {
  // The reference scripts write these files; their form is taken as given.
  return JSON.parse(await readFile(file, 'utf8')) as TrainingReference;
}

/** The reference's question and answer as an example. */
export function referenceAnswer({ input_ids, labels }: ReferenceAnswer, pixels: Float32Array): Answer {
  return { ids: input_ids, pixels, weights: labels.map((label) => (label === -100 ? 0 : 1)) };
}

/** The reference's picture and words as an example. It counts as the embedding module does. */
export function referenceLesson(
  { embedding_input_ids, random_text_ids }: ReferenceLesson,
  config: HovleConfig,
  pictures: { pixels: Float32Array; teacherFeatures: Float32Array },
): Lesson {
  const rowsPerToken = embeddingRowsPerTile(config) / tokensPerTile(config.tile);
  let seen = 0;
  const ids = embedding_input_ids.filter((id) => id !== config.imageTokenId || seen++ % rowsPerToken === 0);
  const first = ids.findIndex((_, start) => random_text_ids.every((id, i) => ids[start + i] === id));
  return { ids, ...pictures, wordPlaces: random_text_ids.map((_, i) => first + i) };
}
