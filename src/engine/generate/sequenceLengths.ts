import { embeddingStack, type ModelConfig } from '../model/config.ts';
import { rotaryBase } from '../model/rotaryTables.ts';
import { promptLength, type Span } from './decoder.ts';
import { embeddingLength } from './spans.ts';

/** Length of a whole sequence as each stack counts it. */
export interface SequenceLengths {
  readonly embedding: number;
  readonly language: number;
}

export function sequenceLengths(spans: readonly Span[]): SequenceLengths {
  return { embedding: embeddingLength(spans), language: promptLength({ spans }) };
}

/** Both stacks' bases for sequences of these lengths, as one comparable text: keys of different rotations do not mix. */
export function rotationKey(config: ModelConfig, lengths: SequenceLengths): string {
  const { language } = config;
  const embedding = embeddingStack(config);
  const bases = [rotaryBase(language.rope, language.headWidth, lengths.language)];
  if (embedding) bases.push(rotaryBase(embedding.rope, embedding.headWidth, lengths.embedding));
  return bases.join();
}
