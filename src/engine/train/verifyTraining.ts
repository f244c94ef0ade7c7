import { join } from 'node:path';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { openCheckpoint } from '../checkpoint/openCheckpoint.ts';
import { openSafetensors, type SafetensorsFile } from '../checkpoint/safetensorsFile.ts';
import type { HovleConfig } from '../model/config.ts';
import { readConfig } from '../model/readConfig.ts';
import type { Sequence } from './batch/sequence.ts';
import type { Lesson } from './cosineLoss.ts';
import type { Answer } from './nextTokenLoss.ts';
import type { Stage } from './stage.ts';
import { align } from './stages/align.ts';
import { distill } from './stages/distill.ts';
import { instruct } from './stages/instruct.ts';
import type { OptimizerSettings } from './optimizer.ts';
import { Trainer, type Gradients } from './trainer.ts';
import {
  readTrainingReference,
  referenceAnswer,
  referenceLesson,
  type ReferenceAnswer,
  type ReferenceLesson,
  type ReferenceStage,
  type TrainingReference,
} from './trainingReference.ts';

/** One line of what was compared: how far off it was at worst, and how far it may be. */
export interface TrainingCheck {
  readonly check: string;
  readonly worst: number;
  readonly limit: number;
  readonly passed: boolean;
}

/** Losses relative to themselves, gradients to the largest of their tensor, tensors after the last step as they are. */
const limits = { loss: 1e-5, gradient: 2e-5, updated: 1e-5, flipped: 1e-3 };

/** Runs the three stages of the reference set NAME in `folder` and compares what `NAME-training.*` say. */
export async function verifyTraining(folder: string, name: string): Promise<TrainingCheck[]> {
  const reference = await readTrainingReference(join(folder, `${name}-training.json`));
  const [checkpoint, numbers, cases] = await Promise.all([
    openCheckpoint(join(folder, name)),
    openSafetensors(join(folder, `${name}-training.safetensors`)),
    openSafetensors(join(folder, `${name}-expected.safetensors`)),
  ]);
  try {
    return await verifyStages({ reference, checkpoint, numbers, cases });
  } finally {
    for (const file of [checkpoint, numbers, cases]) await file.close();
  }
}

interface ReferenceSet {
  readonly reference: TrainingReference;
  readonly checkpoint: Checkpoint;
  readonly numbers: SafetensorsFile;
  readonly cases: SafetensorsFile;
}

async function verifyStages(set: ReferenceSet): Promise<TrainingCheck[]> {
  const config = readConfig(set.checkpoint.configText);
  if (config.layout !== 'hovle') throw new TypeError('Only HoVLE has the three stages.');
  const { distill: lesson, align: aligned, instruct: instructed } = set.reference.stages;
  return [
    ...(lesson ? await verifyStage(set, config, await lessonOf(set, config, lesson)) : []),
    ...(aligned ? await verifyStage(set, config, await answerOf(set, align, aligned)) : []),
    ...(instructed ? await verifyStage(set, config, await answerOf(set, instruct, instructed)) : []),
  ];
}

/** A stage, the one example it learns from, and what comes of it. */
interface StageCase<S extends Sequence> {
  readonly stage: Stage<S>;
  readonly sequence: S;
  readonly expected: ReferenceStage;
}

async function lessonOf(set: ReferenceSet, config: HovleConfig, expected: ReferenceLesson): Promise<StageCase<Lesson>> {
  const pictures = {
    pixels: await pixelsOf(set, expected.case_pixels),
    teacherFeatures: await set.numbers.readFloat32('distill.teacher_image_features'),
  };
  return { stage: distill, sequence: referenceLesson(expected, config, pictures), expected };
}

async function answerOf(
  set: ReferenceSet,
  stage: Stage<Answer>,
  expected: ReferenceAnswer,
): Promise<StageCase<Answer>> {
  return { stage, sequence: referenceAnswer(expected, await pixelsOf(set, expected.case)), expected };
}

/** The pixels of a case lie beside its logits, or, in a set that has only some cases, beside the gradients. */
async function pixelsOf({ numbers, cases }: ReferenceSet, name: string): Promise<Float32Array> {
  const tensor = `${name}.pixel_values`;
  return numbers.tensors.has(tensor) ? numbers.readFloat32(tensor) : cases.readFloat32(tensor);
}

async function verifyStage<S extends Sequence>(
  set: ReferenceSet,
  config: HovleConfig,
  one: StageCase<S>,
): Promise<TrainingCheck[]> {
  const steps = one.expected.losses.length;
  const own = await learn(set, config, one);
  const seeded = hasAllGradients(set, one) ? await learn(set, config, one, await gradientsOf(set, one)) : undefined;
  return [
    trainedCheck(set, one, [...own.gradients.keys()]),
    row(`${one.stage.name}: losses of ${steps} steps`, relative(own.losses, one.expected.losses), limits.loss),
    await tensorsCheck(set, `${one.stage.name}.grad`, own.gradients, gradientMeasure),
    await shareCheck(set, `${one.stage.name}.after${steps}`, own.weights),
    ...(seeded ? [await tensorsCheck(set, `${one.stage.name}.after${steps}`, seeded.weights, weightMeasure)] : []),
  ];
}

interface Learned {
  readonly losses: readonly number[];
  /** Of the first step. */
  readonly gradients: ReadonlyMap<string, Float32Array>;
  /** After the last. */
  readonly weights: ReadonlyMap<string, Float32Array>;
}

/** The stage's steps; the first may go against given gradients in place of its own. */
async function learn<S extends Sequence>(
  { reference, checkpoint }: ReferenceSet,
  config: HovleConfig,
  { stage, sequence, expected }: StageCase<S>,
  given?: ReadonlyMap<string, Float32Array>,
): Promise<Learned> {
  const optimizer = optimizerOf(reference);
  const parts = { stage, config, placeholder: config.imageTokenId, session: { device: 'cpu' }, optimizer } as const;
  const trainer = await Trainer.open(parts, (tensor) => checkpoint.readFloat32(tensor));
  try {
    const runs: Gradients[] = [];
    for (const index of expected.losses.keys()) {
      const run = await trainer.gradients([[[sequence]]]);
      const from = index === 0 && given ? given : run.of;
      await trainer.learn(from, { step: index + 1, rate: reference.optimizer.lr });
      runs.push(run);
    }
    const weights = new Map((await trainer.learners()).map(({ name, weight }) => [name, weight]));
    return { losses: runs.map(({ loss }) => loss), gradients: runs[0]?.of ?? new Map(), weights };
  } finally {
    await trainer.close();
  }
}

/** A set that has only some of the gradients names all tensors that learn. */
function hasAllGradients<S extends Sequence>({ numbers }: ReferenceSet, { stage, expected }: StageCase<S>): boolean {
  const stored = namesUnder(numbers, `${stage.name}.grad`);
  return stored.length > 0 && (!expected.trained || stored.length === expected.trained.length);
}

async function gradientsOf<S extends Sequence>(
  { numbers }: ReferenceSet,
  { stage }: StageCase<S>,
): Promise<Map<string, Float32Array>> {
  const gradients = new Map<string, Float32Array>();
  for (const name of namesUnder(numbers, `${stage.name}.grad`)) {
    gradients.set(name, await numbers.readFloat32(`${stage.name}.grad.${name}`));
  }
  return gradients;
}

function optimizerOf({ optimizer }: TrainingReference): OptimizerSettings {
  return {
    beta1: optimizer.betas[0],
    beta2: optimizer.betas[1],
    epsilon: optimizer.eps,
    groups: [{ matches: () => true, rateScale: 1, weightDecay: optimizer.weight_decay }],
    maxGradientNorm: Infinity,
  };
}

/** How many tensors learn that should not, or do not learn that should. */
function trainedCheck<S extends Sequence>(
  { numbers }: ReferenceSet,
  { stage, expected }: StageCase<S>,
  found: readonly string[],
): TrainingCheck {
  const wanted = new Set(expected.trained ?? namesUnder(numbers, `${stage.name}.grad`));
  const difference = found.filter((name) => !wanted.delete(name)).length + wanted.size;
  return row(`${stage.name}: which tensors learn`, difference, 0);
}

/** A way to say how far two tensors are apart, and how far they may be. */
interface Measure {
  readonly what: string;
  readonly limit: number;
  readonly distance: (found: Float32Array, expected: Float32Array) => number;
}

const gradientMeasure: Measure = {
  what: 'largest difference to the largest',
  limit: limits.gradient,
  distance: toLargest,
};

/** With the first step going against the reference's own gradients, no sign is left to chance. */
const weightMeasure: Measure = {
  what: 'first step by the reference’s gradients: largest difference',
  limit: limits.updated,
  distance: largestDifference,
};

/**
 * How many of all numbers are further off than they may be. AdamW's first step goes by the gradient's sign alone, and of
 * one number in some ten thousand the gradient is so small that float32's rounding decides its sign, in the reference as
 * well: its gradients are 1e-6 of the largest away from the same sums in float64, and so are these. Such a number ends up
 * to 2e-3 away, whoever is right.
 */
async function shareCheck(
  { numbers }: ReferenceSet,
  under: string,
  tensors: ReadonlyMap<string, Float32Array>,
): Promise<TrainingCheck> {
  const counts = { far: 0, all: 0 };
  for (const name of namesUnder(numbers, under)) {
    const expected = await numbers.readFloat32(`${under}.${name}`);
    const found = tensors.get(name);
    counts.all += expected.length;
    counts.far += expected.filter((value, i) => !(Math.abs(value - (found?.[i] ?? NaN)) <= limits.updated)).length;
  }
  return row(`${under}: share of ${counts.all} numbers further off than 1e-5`, counts.far / counts.all, limits.flipped);
}

/** The worst of all tensors that the reference has under a name, and which it is. */
async function tensorsCheck(
  { numbers }: ReferenceSet,
  under: string,
  tensors: ReadonlyMap<string, Float32Array>,
  { what, limit, distance }: Measure,
): Promise<TrainingCheck> {
  const found: { name: string; worst: number }[] = [];
  for (const name of namesUnder(numbers, under)) {
    const expected = await numbers.readFloat32(`${under}.${name}`);
    found.push({ name, worst: distance(tensors.get(name) ?? new Float32Array(), expected) });
  }
  // NaN must win over every number.
  const [most] = found.sort((a, b) => (a.worst <= b.worst ? 1 : -1));
  const where = `${under} of ${found.length} tensors (${what}; worst: ${most?.name ?? 'none'})`;
  return row(where, most?.worst ?? NaN, limit);
}

function namesUnder({ tensors }: SafetensorsFile, under: string): string[] {
  return [...tensors.keys()].flatMap((name) => (name.startsWith(`${under}.`) ? [name.slice(under.length + 1)] : []));
}

function row(check: string, worst: number, limit: number): TrainingCheck {
  return { check, worst, limit, passed: worst <= limit };
}

function relative(found: readonly number[], expected: readonly number[]): number {
  return Math.max(...expected.map((value, i) => Math.abs(((found[i] ?? NaN) - value) / value)));
}

/** The largest difference as a share of the largest expected value. */
function toLargest(found: Float32Array, expected: Float32Array): number {
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return largestDifference(found, expected) / largest;
}

/** NaN where the lengths differ or either side has one. */
function largestDifference(found: Float32Array, expected: Float32Array): number {
  if (found.length !== expected.length) return NaN;
  return expected.reduce((most, value, i) => worse(most, Math.abs(value - (found[i] ?? NaN))), 0);
}

function worse(a: number, b: number): number {
  return Number.isNaN(a) || Number.isNaN(b) ? NaN : Math.max(a, b);
}
