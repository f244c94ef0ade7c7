import { join } from 'node:path';
import { EngineError } from '../../api/errors.ts';
import { tokensPerTile, type ModelConfig } from '../../model/config.ts';
import type { SessionOptions } from '../../session/deviceSession.ts';
import { adapted } from '../adapters/adapted.ts';
import type { Sequence } from '../batch/sequence.ts';
import { runStage } from '../loop/runStage.ts';
import type { EvaluationRule, MixtureEntry, StagePlan } from '../loop/stagePlan.ts';
import type { RunWatch, StageEnd } from '../loop/stageRun.ts';
import type { Answer } from '../nextTokenLoss.ts';
import { usualGroups } from '../parameterGroups.ts';
import { boundedReads } from '../samples/boundedReads.ts';
import type { SampleSource } from '../samples/sample.ts';
import type { Stage } from '../stage.ts';
import { align } from '../stages/align.ts';
import { compositional } from '../stages/compositional.ts';
import { distill } from '../stages/distill.ts';
import { instruct } from '../stages/instruct.ts';
import { checkKind } from '../stages/modelKinds.ts';
import { monolithic } from '../stages/monolithic.ts';
import { pretrain } from '../stages/pretrain.ts';
import { openFeatureStore, type FeatureStore } from '../teacher/featureStore.ts';
import { taughtLessons } from '../teacher/taughtLessons.ts';
import { openTeacher, type Teacher } from '../teacher/teacher.ts';
import { levelsOf, type DataPart, type DataRecipe } from './dataRecipes.ts';
import { templatingOf, type SampleKind, type Sequences } from './openSamples.ts';
import { stageName, type StageRecipe } from './recipe.ts';
import type { SampleThreads } from './sampleThread.ts';
import type { StageName } from './stageNames.ts';

/** A stage of a recipe with everything it names found. */
export interface StageSetting {
  readonly recipe: StageRecipe;
  readonly seed: number;
  /** How many stages came before it. */
  readonly place: number;
  /** Folder of the model to begin from. */
  readonly model: string;
  /** Folder of the teacher, where the stage has one. */
  readonly teacher: string | undefined;
  readonly out: string;
  readonly session: SessionOptions;
  readonly readers: SampleThreads;
}

type Runner = (setting: StageSetting, watch: RunWatch) => Promise<StageEnd>;

/** How each stage that a recipe can name is run. */
export const runners: { readonly [name in StageName]: Runner } = {
  pretrain: learning(pretrain, 'texts'),
  compositional: learning(compositional, 'answers'),
  distill: (setting, watch) => distilling(setting, watch),
  align: learning(align, 'answers'),
  instruct: learning(instruct, 'answers'),
  monolithic: learning(monolithic, 'answers'),
};

/** Opens a part of an entry's data as the sequences of a stage. */
type OpenData<S extends Sequence> = (data: DataRecipe, part: DataPart) => Promise<SampleSource<S> | undefined>;

function learning(stage: Stage<Answer>, kind: 'answers' | 'texts'): Runner {
  return async (setting, watch) => {
    const fitted = await fittedTo(stage, setting);
    return runStage(await planOf(stage, fitted, opening(setting, kind)), watch);
  };
}

async function distilling(setting: StageSetting, watch: RunWatch): Promise<StageEnd> {
  const fitted = await fittedTo(distill, setting);
  // A recipe that distills without a teacher is refused when it is read.
  const teacher = await openTeacher(setting.teacher!, setting.session);
  try {
    checkTeacher(teacher, fitted);
    const open = opening(setting, 'lessons');
    const place = { folder: join(setting.out, 'teacher'), teacher: teacher.identity, limitBytes: storeLimitBytes };
    let store: Promise<FeatureStore> | undefined;
    const plan = await planOf(distill, fitted, async (data, part) => {
      const lessons = await open(data, part);
      const isStored = comesAgain(setting.recipe, { data, part, length: lessons?.length });
      return (
        lessons && taughtLessons(lessons, teacher, isStored ? await (store ??= openFeatureStore(place)) : undefined)
      );
    });
    return await runStage(plan, watch);
  } finally {
    await teacher.close();
  }
}

/** What a teacher makes of a tile for a model of the published size takes two megabytes. */
const storeLimitBytes = 16 * 1024 ** 3;

/** Whether a stage reads samples of some data, of which there are `length`, more than once. */
function comesAgain(
  { steps, samplesPerStep, data: all, evaluation }: StageRecipe,
  { data, part, length = Infinity }: { data: DataRecipe; part: DataPart; length: number | undefined },
): boolean {
  if (part === 'heldOut') return evaluation !== undefined && steps >= 2 * evaluation.every;
  const weights = all.reduce((sum, { weight }) => sum + weight, 0);
  return (steps * samplesPerStep * data.weight) / weights > length;
}

/** A setting whose model has the layout that its stage is about. */
interface FittedSetting extends StageSetting {
  readonly config: ModelConfig;
  readonly placeholder: number;
}

async function fittedTo(stage: Pick<Stage, 'name' | 'needs'>, setting: StageSetting): Promise<FittedSetting> {
  const { config, placeholder } = await templatingOf(setting.model);
  checkKind(stage, config, setting.model);
  return { ...setting, config, placeholder };
}

function opening<K extends SampleKind>(
  { readers, model, recipe: { weighting } }: StageSetting,
  kind: K,
): OpenData<Sequences[K]> {
  const bounded = boundedReads();
  return async (data, part) => {
    const source = await readers.open({ kind, data, part, model, weighting });
    return source && bounded(source);
  };
}

/** The teacher's tokens stand for the same squares of a picture as the model's. */
function checkTeacher({ tile, width }: Teacher, { config, teacher = '' }: FittedSetting): void {
  const isSame = tile.size === config.tile.size && tokensPerTile(tile) === tokensPerTile(config.tile);
  if (!isSame || width !== config.language.width) throw new EngineError('train/other-tiles', { folder: teacher });
}

async function planOf<S extends Sequence>(
  stage: Stage<S>,
  setting: FittedSetting,
  open: OpenData<S>,
): Promise<StagePlan<S>> {
  const { recipe, seed, model, out, session, config, placeholder } = setting;
  const mixture = await Promise.all(dataOf(recipe).map((data) => entryOf(data, open)));
  if (recipe.evaluation && !mixture.some(({ heldOut }) => heldOut))
    throw new EngineError('train/nothing-held-out', { stage: stageName(recipe) });
  const { lora, beta1, beta2, maxGradientNorm, rate, warmupSteps, finalShare, steps } = recipe;
  return {
    ...{
      stage: lora ? adapted(stage, { rank: lora.rank, scale: lora.alpha / lora.rank }) : stage,
      config,
      placeholder,
      model,
      out,
      session,
      seed,
      place: setting.place,
      readAhead: 2,
    },
    mixture,
    earlierShare: recipe.earlierShare,
    anyShare: recipe.anyShare,
    samplesPerStep: recipe.samplesPerStep,
    limits: { rowTokens: recipe.rowTokens, runTokens: recipe.runTokens },
    schedule: { rate, warmupSteps, finalShare, totalSteps: steps },
    optimizer: { beta1, beta2, epsilon: 1e-8, maxGradientNorm, groups: usualGroups(recipe.weightDecay) },
    recompute: recipe.recompute,
    checkpoints: recipe.checkpoints,
    ...evaluationOf(recipe),
  };
}

/** The data of a stage; where it is evaluated, none of it may hold out nothing only because its pictures are few. */
function dataOf({ data, evaluation }: StageRecipe): DataRecipe[] {
  return data.map((one) => (evaluation && one.kind === 'dataset' ? { ...one, holdsOutOne: true } : one));
}

async function entryOf<S extends Sequence>(data: DataRecipe, open: OpenData<S>): Promise<MixtureEntry<S>> {
  const [source, heldOut] = [await open(data, 'train'), await open(data, 'heldOut')];
  if (!source) throw new TypeError(`There is nothing to learn from in data of the kind ${data.kind}.`);
  const levels = levelsOf(data);
  return { source, weight: data.weight, ...(levels && { levels }), ...(heldOut && { heldOut }) };
}

function evaluationOf({ evaluation }: StageRecipe): { evaluation?: EvaluationRule } {
  if (!evaluation) return {};
  const { every, samples, patience } = evaluation;
  return { evaluation: { every, samples, ...(patience !== undefined && { patience }) } };
}
