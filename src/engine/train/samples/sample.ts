import type { Sequence } from '../batch/sequence.ts';

/** One example as the model reads it. */
export interface Sample<S extends Sequence = Sequence> {
  readonly sequence: S;
  /** What kind of question each of its answers is to, for scores: `shapes/count`. The last is that of all others as well. */
  readonly tasks: readonly string[];
  /** Which of its answers say nothing of its level, where some do not. */
  readonly ahead?: readonly boolean[];
}

/** Samples by number. The same number, level and seed give the same sample, today and in another process. */
export interface SampleSource<S extends Sequence = Sequence> {
  readonly name: string;
  /** How many there are; absent where there is no end. */
  readonly length?: number;
  /** What is left to chance in a sample, or chosen, follows from `seed` as well: it differs each time the source is gone through. */
  read(index: number, level: number, seed?: number): Promise<Sample<S>>;
}
