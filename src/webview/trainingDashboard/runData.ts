import { stepColumns, type EvaluationPoint, type StepColumn } from '../../engine/api/trainingApi.ts';
import type { ShownPart, ShownPrediction, ShownRejected } from '../trainingProtocol.ts';

/** What the page knows of one stage of a run. */
export interface StageData {
  readonly columns: { readonly [column in StepColumn]: number[] };
  evaluations: EvaluationPoint[];
  predictions: ShownPrediction[];
  rejected: ShownRejected[];
}

/** The stages of a run, by their place in it. */
export type RunData = Map<number, StageData>;

/** Adds what is new, or begins again where the file was written anew. */
export function addParts(data: RunData, parts: readonly ShownPart[]): void {
  for (const part of parts) {
    const known = part.isAnew ? undefined : data.get(part.stage);
    const stage = known ?? emptyStage();
    data.set(part.stage, stage);
    // Spread into a call, a long column would overflow its stack.
    for (const column of stepColumns) for (const value of part.steps[column]) stage.columns[column].push(value);
    stage.evaluations.push(...part.evaluations);
    stage.predictions.push(...part.predictions);
    stage.rejected = [...stage.rejected, ...part.rejected].slice(0, mostRejected);
  }
}

const mostRejected = 100;

function emptyStage(): StageData {
  // One list for each name of the list that the type is made from.
  const columns = Object.fromEntries(stepColumns.map((column) => [column, []])) as unknown as StageData['columns'];
  return { columns, evaluations: [], predictions: [], rejected: [] };
}

/** Where steps lie along the axis across: stages one after another, or one of them alone. */
export interface Across {
  readonly kind: 'steps' | 'hours';
  /** The stage that is shown; all of them where absent. */
  readonly stage: number | undefined;
}

/** The stages that are shown, each with the place of its first step and of any step in it. */
export function placed(data: RunData, { kind, stage: only }: Across) {
  let offset = 0;
  return [...data.entries()]
    .filter(([stage]) => only === undefined || stage === only)
    .sort(([a], [b]) => a - b)
    .map(([, stage]) => {
      const { step, seconds } = stage.columns;
      const begin = offset;
      const xs = kind === 'steps' ? step.map((one) => begin + one) : running(seconds).map((all) => begin + all / 3600);
      offset = xs.at(-1) ?? offset;
      return { stage, xs, placeOf: placeFinder(step, xs) };
    });
}

function running(values: readonly number[]): number[] {
  let sum = 0;
  return values.map((value) => (sum += Number.isFinite(value) ? value : 0));
}

/** The place of a step, which evaluations name. */
function placeFinder(steps: readonly number[], xs: readonly number[]): (step: number) => number {
  const places = new Map(steps.map((step, i) => [step, xs[i] ?? NaN]));
  return (step) => places.get(step) ?? NaN;
}
