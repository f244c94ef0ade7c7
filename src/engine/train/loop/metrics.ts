import { createWriteStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { Said } from '../../api/remarks.ts';
import type { Prediction } from '../../api/trainingApi.ts';
import { asWriteError } from '../../checkpoint/diskErrors.ts';
import { writeFileAtomically } from '../../checkpoint/stageFile.ts';
import type { AccuracyTable } from './accuracy.ts';

/** One line of a run's `metrics.jsonl`. */
export type MetricLine = StepLine | EvaluationLine | PredictionLine | RejectedLine;

/** What a step was like. */
export interface StepLine {
  readonly kind: 'step';
  readonly step: number;
  readonly loss: number;
  readonly rate: number;
  readonly gradientNorm: number;
  readonly seconds: number;
  /** Share of the step's time that was spent waiting for data, in [0, 1]. */
  readonly waitShare: number;
  /** Tokens that were not padding. */
  readonly tokens: number;
  readonly tokensPerSecond: number;
  readonly samples: number;
  readonly samplesPerSecond: number;
  readonly memoryBytes: number;
  /** The level of each source that has levels. */
  readonly levels: Readonly<Record<string, number>>;
  /** Of the step's own samples, as the weights were before it. */
  readonly accuracy: AccuracyTable;
}

/** What held-out data said. */
export interface EvaluationLine {
  readonly kind: 'evaluation';
  readonly step: number;
  readonly loss: number;
  readonly score: number;
  readonly isBest: boolean;
  readonly accuracy: AccuracyTable;
}

/** What the checkpoint of a step said to a pinned question. */
export interface PredictionLine extends Readonly<Prediction> {
  readonly kind: 'prediction';
}

/** A sample that was left out. */
export interface RejectedLine {
  readonly kind: 'rejected';
  readonly step: number;
  readonly source: string;
  readonly index: number;
  readonly reason: Said;
}

/** Where a run's lines go: a file with one JSON object a line. */
export interface MetricsFile {
  write(line: MetricLine): void;
  /** Why lines could not be written, once one could not. */
  readonly failure: Error | undefined;
  close(): Promise<void>;
}

/** Opens the file of a run that goes on after `step`: what was written of later steps will be written again. */
export async function openMetrics(
  file: string,
  step: number,
  append: (file: string) => Writable = (name) => createWriteStream(name, { flags: 'a' }),
): Promise<MetricsFile> {
  if (existsSync(file)) await writeFileAtomically(file, linesUpTo(await readFile(file, 'utf8'), step));
  const stream = append(file);
  let failure: Error | undefined;
  // Without anyone to hear of it, an error would end the process, and all steps since the last checkpoint were lost.
  stream.on('error', (error) => {
    const meant = asWriteError(error, file);
    failure = meant instanceof Error ? meant : error;
  });
  return {
    write: (line) => void stream.write(`${JSON.stringify(line)}\n`),
    get failure() {
      return failure;
    },
    close: async () => {
      stream.end();
      await finished(stream).catch((error: unknown) => {
        throw failure ?? error;
      });
    },
  };
}

/** A line that was cut short when the run was killed is not one of its steps. */
function linesUpTo(text: string, step: number): string {
  const kept = text.split('\n').filter((line) => {
    const [, written] = /^\{"kind":"[a-z]+","step":(\d+),.*\}$/.exec(line) ?? [];
    return written !== undefined && Number(written) <= step;
  });
  return kept.map((line) => `${line}\n`).join('');
}
