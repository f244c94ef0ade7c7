import type { EvaluationPoint, StagePart } from '../../engine/api/trainingApi.ts';

/** The curves of a run as it grows, for a notebook: a few hundred points a stage. */
export class RunCurves {
  readonly #stages = new Map<number, StageCurves>();

  add(parts: readonly StagePart[]): void {
    for (const { stage, isAnew, steps, evaluations } of parts) {
      const known = isAnew ? undefined : this.#stages.get(stage);
      const curves = known ?? { step: [], loss: [], rate: [], samplesPerSecond: [], evaluations: [] };
      this.#stages.set(stage, curves);
      for (const column of kept) for (const value of steps[column]) curves[column].push(value);
      curves.evaluations.push(...evaluations);
    }
  }

  /** The stage at this place of the run, each point the mean of its neighbours where there are too many. */
  stage(index: number): ThinStage {
    const { step, loss, rate, samplesPerSecond, evaluations } = this.#stages.get(index) ?? nothing;
    return {
      reached: step.at(-1) ?? 0,
      lastLoss: loss.at(-1),
      step: thin(step).map((value) => value ?? 0),
      loss: thin(loss),
      rate: thin(rate),
      samplesPerSecond: thin(samplesPerSecond),
      evaluations,
    };
  }
}

export interface ThinStage {
  readonly reached: number;
  readonly lastLoss: number | undefined;
  readonly step: number[];
  readonly loss: (number | null)[];
  readonly rate: (number | null)[];
  readonly samplesPerSecond: (number | null)[];
  readonly evaluations: readonly EvaluationPoint[];
}

const kept = ['step', 'loss', 'rate', 'samplesPerSecond'] as const;

type StageCurves = { [column in (typeof kept)[number]]: number[] } & { evaluations: EvaluationPoint[] };

const nothing: StageCurves = { step: [], loss: [], rate: [], samplesPerSecond: [], evaluations: [] };

const mostPoints = 300;

/** Numbers in six digits: a notebook is a file that people keep. */
function thin(values: readonly number[]): (number | null)[] {
  const per = Math.max(1, Math.ceil(values.length / mostPoints));
  return Array.from({ length: Math.ceil(values.length / per) }, (_, i) => {
    const some = values.slice(i * per, (i + 1) * per).filter(Number.isFinite);
    return some.length === 0
      ? null
      : Number((some.reduce((sum, value) => sum + value, 0) / some.length).toPrecision(6));
  });
}
