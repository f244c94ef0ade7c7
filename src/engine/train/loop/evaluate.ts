import { scattered } from '../../data/scattered.ts';
import type { Sequence } from '../batch/sequence.ts';
import type { SampleSource } from '../samples/sample.ts';
import type { Trainer } from '../trainer.ts';
import { addAccuracy, type AccuracyTable } from './accuracy.ts';
import type { Draw } from './draws.ts';
import { readDraws } from './loader.ts';
import type { LevelState } from './levels.ts';
import { packRuns } from './packRows.ts';
import type { StagePlan } from './stagePlan.ts';

/** What held-out data says of a model. */
export interface Evaluation {
  readonly loss: number;
  /** Grows as the model gets better: the mean accuracy of all sources and levels, or −loss where there are no answers. */
  readonly score: number;
  readonly accuracy: AccuracyTable;
}

/**
 * Looks at held-out samples of each source, the same each time and scattered over it where it has an end, at every level up to
 * one beyond where the source stands. Levels further on count as not known, so that a score never falls because a source has moved on.
 */
export async function evaluate<S extends Sequence>(
  trainer: Pick<Trainer<S>, 'examine'>,
  plan: StagePlan<S>,
  levels: readonly LevelState[],
): Promise<Evaluation> {
  const parts: Part[] = [];
  const accuracy: AccuracyTable = {};
  for (const [i, { heldOut, levels: rule }] of plan.mixture.entries()) {
    const reached = levels[i]?.level ?? 0;
    for (let level = 0; heldOut && level <= (rule?.highest ?? 0); level++)
      parts.push(level <= reached + 1 ? await examineLevel(trainer, plan, { heldOut, level, accuracy }) : unknown);
  }
  const known = parts.filter((part) => part.samples > 0);
  const loss = known.reduce((sum, part) => sum + part.loss, 0) / Math.max(1, known.length);
  const hasAnswers = known.some(({ answers }) => answers > 0);
  const mean = parts.reduce((sum, { answers, right }) => sum + right / Math.max(1, answers), 0) / parts.length;
  return { loss, score: hasAnswers ? mean : -loss, accuracy };
}

interface Part {
  readonly samples: number;
  readonly loss: number;
  readonly answers: number;
  readonly right: number;
}

const unknown: Part = { samples: 0, loss: 0, answers: 0, right: 0 };

async function examineLevel<S extends Sequence>(
  trainer: Pick<Trainer<S>, 'examine'>,
  { evaluation, limits }: StagePlan<S>,
  { heldOut, level, accuracy }: { heldOut: SampleSource<S>; level: number; accuracy: AccuracyTable },
): Promise<Part> {
  const { length = Infinity } = heldOut;
  const count = Math.min(evaluation?.samples ?? 0, length);
  const indexOf = (place: number): number => (length === Infinity ? place : scattered(place, length));
  const draws = Array.from({ length: count }, (_, place): Draw => ({ source: 0, index: indexOf(place), level }));
  const { samples } = await readDraws([heldOut], draws, limits.rowTokens);
  if (samples.length === 0) return unknown;
  const sampleOf = new Map(samples.map(({ sample }) => [sample.sequence, sample]));
  const runs = packRuns([...sampleOf.keys()], limits);
  const { loss, scores } = await trainer.examine(runs);
  let [answers, right] = [0, 0];
  for (const [i, sequence] of runs.flat(2).entries()) {
    // Every sequence was taken from the map.
    const found = addAccuracy(accuracy, sampleOf.get(sequence)!, level, scores[i] ?? []);
    answers += found.answers;
    right += found.right;
  }
  return { samples: samples.length, loss, answers, right };
}
