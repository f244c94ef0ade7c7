import { basename, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { EngineError } from '../../api/errors.ts';
import type { Prediction } from '../../api/trainingApi.ts';
import type { Checkpoint } from '../../checkpoint/checkpoint.ts';
import type { Sequence } from '../batch/sequence.ts';
import { learningRate } from '../schedule.ts';
import type { AnswerScore } from '../stage.ts';
import type { Trainer } from '../trainer.ts';
import { addAccuracy, type AccuracyTable } from './accuracy.ts';
import { checkpointName, pruneCheckpoints, writeCheckpoint } from './checkpoints.ts';
import { drawStep, type Draw, type DrawRule } from './draws.ts';
import { evaluate } from './evaluate.ts';
import { noteAnswers, type LevelState } from './levels.ts';
import { readDraws, type StepData } from './loader.ts';
import type { MetricLine, MetricsFile } from './metrics.ts';
import { packRuns } from './packRows.ts';
import type { BestCheckpoint, RunState } from './runState.ts';
import type { StagePlan } from './stagePlan.ts';
import { drawRule } from './startingState.ts';

/** How a stage ended. */
export interface StageEnd {
  readonly reason: 'done' | 'no-progress' | 'interrupted';
  readonly step: number;
  readonly best?: BestCheckpoint;
  /** The checkpoint to go on with: the best where held-out data was looked at, else the last. */
  readonly model: string;
}

/** Who looks on, and may stop the run. */
export interface RunWatch {
  /** Ends the run after the step under way, with a checkpoint. */
  readonly signal?: AbortSignal;
  readonly onLine?: (line: MetricLine) => void;
  /** Asks a new checkpoint the pinned questions. */
  readonly predict?: (checkpoint: string) => Promise<Omit<Prediction, 'step'>[]>;
  /** Milliseconds from any fixed point. */
  readonly clock: () => number;
}

interface RunParts<S extends Sequence> {
  readonly plan: StagePlan<S>;
  readonly watch: RunWatch;
  readonly trainer: Trainer<S>;
  /** Holds what does not learn. */
  readonly base: Checkpoint;
  readonly metrics: MetricsFile;
}

/** A stage under way. */
export class StageRun<S extends Sequence> {
  readonly #parts: RunParts<S>;
  readonly #rule: DrawRule;
  readonly #reading: Promise<StepData<S>>[];
  #state: RunState;
  /** The step that the last checkpoint is of. */
  #written: number | undefined;

  constructor(parts: RunParts<S>, state: RunState) {
    this.#parts = parts;
    this.#rule = drawRule(parts.plan, state);
    this.#state = state;
    const isThere = basename(parts.base.folder) === checkpointName(state.step);
    this.#written = isThere ? state.step : undefined;
    this.#reading = state.pending.map((draws) => this.#read(draws));
  }

  /** Steps, evaluations and checkpoints until the plan's last step, no more progress, or the signal. */
  async toEnd(): Promise<StageEnd> {
    const { plan, watch } = this.#parts;
    while (this.#state.step < plan.schedule.totalSteps && !this.#isStuck()) {
      if (watch.signal?.aborted) return this.#end('interrupted');
      await this.#step(this.#state.step + 1);
      await this.#lookUp();
      // Lets messages in: of workers that read ahead, and of whoever wants this to stop.
      await setImmediate();
      await this.#refuseLostLines();
    }
    return this.#end(this.#isStuck() ? 'no-progress' : 'done');
  }

  async #step(step: number): Promise<void> {
    const { plan, trainer, watch } = this.#parts;
    const began = watch.clock();
    const data = await this.#take(step);
    const waited = watch.clock() - began;
    const sequences = data.samples.map(({ sample }) => sample.sequence);
    const runs = packRuns(sequences, plan.limits);
    const rate = learningRate(plan.schedule, step);
    const { loss, scores, gradientNorm } = await trainer.step(runs, { step, rate });
    if (!Number.isFinite(loss + gradientNorm)) throw new EngineError('train/not-a-number', { step });
    const { levels, accuracy } = this.#score(data, new Map(runs.flat(2).map((one, i) => [one, scores[i] ?? []])));
    this.#advance(step, data, levels);
    const seconds = (watch.clock() - began) / 1000;
    const tokens = sequences.reduce((sum, { ids }) => sum + ids.length, 0);
    this.#tell({
      ...{ kind: 'step', step, loss, rate, gradientNorm, seconds },
      ...{ waitShare: waited / 1000 / seconds, tokens, tokensPerSecond: tokens / seconds },
      ...{ samples: sequences.length, samplesPerSecond: sequences.length / seconds },
      ...{ memoryBytes: process.memoryUsage.rss(), levels: this.#levelNumbers(), accuracy },
    });
  }

  /** The samples of a step; what of them cannot be used is reported. */
  async #take(step: number): Promise<StepData<S>> {
    // As many steps are being read as the plan says, at least one.
    const data = await this.#reading.shift()!;
    for (const { source, index, reason } of data.rejected)
      this.#tell({ kind: 'rejected', step, source, index, reason });
    if (data.samples.length > 0) return data;
    const reasons = [...new Map(data.rejected.map(({ reason }) => [reason.message, reason])).values()].slice(0, 3);
    throw new EngineError('train/nothing-to-learn', { step, reasons });
  }

  /** What the step's answers say: of each task for the record, of each source for its level. */
  #score(
    data: StepData<S>,
    scores: ReadonlyMap<S, readonly AnswerScore[]>,
  ): { levels: LevelState[]; accuracy: AccuracyTable } {
    const { mixture } = this.#parts.plan;
    const levels = [...this.#state.position.levels];
    const accuracy: AccuracyTable = {};
    for (const { draw, sample } of data.samples) {
      const found = addAccuracy(accuracy, sample, draw.level, scores.get(sample.sequence) ?? []);
      const [state, rule] = [levels[draw.source], mixture[draw.source]?.levels];
      if (state && rule) levels[draw.source] = noteAnswers(state, rule, { level: draw.level, ...found });
    }
    return { levels, accuracy };
  }

  /** Draws one step further ahead, at the levels as they are now, and begins to read it. */
  #advance(step: number, data: StepData<S>, levels: LevelState[]): void {
    const { draws, drawn } = drawStep(
      this.#rule,
      { ...this.#state.position, levels },
      step + this.#parts.plan.readAhead,
    );
    this.#reading.push(this.#read(draws));
    const { samples, rejected, pending } = this.#state;
    this.#state = {
      ...this.#state,
      step,
      samples: samples + data.samples.length,
      rejected: rejected + data.rejected.length,
      position: { drawn, levels },
      pending: [...pending.slice(1), draws],
    };
  }

  #read(draws: readonly Draw[]): Promise<StepData<S>> {
    const { mixture, limits } = this.#parts.plan;
    const reading = readDraws(
      mixture.map(({ source }) => source),
      draws,
      limits.rowTokens,
    );
    // Awaited when its step comes, which a failure must not end the process before.
    reading.catch(() => undefined);
    return reading;
  }

  /** Evaluates and writes a checkpoint where it is time to. */
  async #lookUp(): Promise<void> {
    const { evaluation, checkpoints } = this.#parts.plan;
    const { step } = this.#state;
    if (evaluation && step % evaluation.every === 0) await this.#evaluate();
    if (step % checkpoints.every === 0) await this.#save();
  }

  async #evaluate(): Promise<void> {
    const { trainer, plan } = this.#parts;
    const { step, best, position } = this.#state;
    const { loss, score, accuracy } = await evaluate(trainer, plan, position.levels);
    // At first all answers are wrong for long: then the loss decides.
    const isBest = !best || score > best.score || (score === best.score && loss < best.loss);
    this.#state = {
      ...this.#state,
      stale: isBest ? 0 : this.#state.stale + 1,
      ...(isBest && { best: { step, score, loss } }),
    };
    this.#tell({ kind: 'evaluation', step, loss, score, isBest, accuracy });
    if (isBest) await this.#save();
  }

  async #save(): Promise<void> {
    const { plan, base, trainer, watch } = this.#parts;
    const { step, best } = this.#state;
    if (this.#written === step) return;
    const { adapters } = plan.stage;
    const checkpoint = await writeCheckpoint(plan.out, {
      ...{ state: this.#state, base, learners: await trainer.learners() },
      ...(adapters && { adapters }),
    });
    this.#written = step;
    // What does not learn is read from there for as long as this run lasts.
    const inUse = /^step-(\d+)$/.exec(basename(base.folder));
    await pruneCheckpoints(plan.out, plan.checkpoints.keep, [best?.step ?? step, Number(inUse?.[1] ?? step)]);
    // Who wants the run to end does not wait for answers.
    const predictions = watch.signal?.aborted ? [] : await watch.predict?.(checkpoint);
    for (const { picture, question, ...rest } of predictions ?? [])
      this.#tell({ kind: 'prediction', step, picture, question, ...rest });
  }

  async #end(reason: StageEnd['reason']): Promise<StageEnd> {
    await this.#save();
    const { step, best } = this.#state;
    const model = join(this.#parts.plan.out, checkpointName(best?.step ?? step));
    return { reason, step, model, ...(best && { best }) };
  }

  /** Where lines can no longer be written the run ends, if it can with a checkpoint: there may be room, or another disk. */
  async #refuseLostLines(): Promise<void> {
    const { failure } = this.#parts.metrics;
    if (failure === undefined) return;
    // That a checkpoint could not be written either says no more.
    await Promise.allSettled([this.#save()]);
    throw failure;
  }

  #isStuck(): boolean {
    return this.#state.stale >= (this.#parts.plan.evaluation?.patience ?? Infinity);
  }

  #tell(line: MetricLine): void {
    this.#parts.metrics.write(line);
    this.#parts.watch.onLine?.(line);
  }

  #levelNumbers(): Record<string, number> {
    const withLevels = this.#parts.plan.mixture.flatMap(({ source, levels }, i) =>
      levels ? [[source.name, i] as const] : [],
    );
    return Object.fromEntries(withLevels.map(([name, i]) => [name, this.#state.position.levels[i]?.level ?? 0]));
  }
}
