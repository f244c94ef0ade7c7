import { packError } from '../../api/errorOnWire.ts';
import { EngineError, isEngineError, type ErrorCode } from '../../api/errors.ts';
import type { Remark } from '../../api/remarks.ts';
import type { Sequence } from '../batch/sequence.ts';
import type { Sample, SampleSource } from '../samples/sample.ts';
import type { Draw } from './draws.ts';

/** A sample with how it was drawn. */
export interface Drawn<S extends Sequence> {
  readonly draw: Draw;
  readonly sample: Sample<S>;
}

/** A sample that cannot be learned from, and why. */
export interface Rejected {
  readonly source: string;
  readonly index: number;
  readonly reason: Remark;
}

/** The samples of one step. */
export interface StepData<S extends Sequence> {
  readonly draws: readonly Draw[];
  readonly samples: readonly Drawn<S>[];
  readonly rejected: readonly Rejected[];
}

/** Asks for all samples at once; a source bounds how many it reads at a time. A bad one is left out and reported; what is no fault of the sample's is thrown. */
export async function readDraws<S extends Sequence>(
  sources: readonly SampleSource<S>[],
  draws: readonly Draw[],
  rowTokens: number,
): Promise<StepData<S>> {
  const read = await Promise.all(draws.map((draw) => readOne(sources, draw, rowTokens)));
  return {
    draws,
    samples: read.filter((one) => 'sample' in one),
    rejected: read.filter((one) => 'reason' in one),
  };
}

async function readOne<S extends Sequence>(
  sources: readonly SampleSource<S>[],
  draw: Draw,
  rowTokens: number,
): Promise<Drawn<S> | Rejected> {
  // Draws name sources by their place in this list.
  const source = sources[draw.source]!;
  try {
    const sample = await source.read(draw.index, draw.level, draw.seed);
    const tokens = sample.sequence.ids.length;
    if (tokens > rowTokens) throw new EngineError('train/sample-too-long', { tokens, rowTokens });
    return { draw, sample };
  } catch (error) {
    if (!isEngineError(error) || !isOfSample(error.code)) throw error;
    return { source: source.name, index: draw.index, reason: packError(error) };
  }
}

/** Whether an error says that the sample is at fault, not the program that reads it. */
function isOfSample(code: ErrorCode): boolean {
  return !code.startsWith('engine/') && code !== 'train/reader-died';
}
