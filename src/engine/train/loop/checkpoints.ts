import { existsSync } from 'node:fs';
import { copyFile, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Checkpoint } from '../../checkpoint/checkpoint.ts';
import { asWriteError } from '../../checkpoint/diskErrors.ts';
import { openSafetensors } from '../../checkpoint/safetensorsFile.ts';
import { writeFileAtomically } from '../../checkpoint/stageFile.ts';
import { tensorBytes } from '../../checkpoint/tensorBytes.ts';
import { writeShardedCheckpoint } from '../../checkpoint/writeShardedCheckpoint.ts';
import { writeTensors, type TensorEntry } from '../../checkpoint/writeSafetensors.ts';
import { float32 } from '../../tensor/hostTensor.ts';
import { isFactor } from '../adapters/adapted.ts';
import type { AdapterSettings } from '../adapters/adapterSettings.ts';
import { openMerger } from '../adapters/mergeFactors.ts';
import type { Learner } from '../optimizer.ts';
import { readRunState, type RunState } from './runState.ts';

/** What a checkpoint is made of. */
export interface CheckpointContent {
  readonly state: RunState;
  /** Holds what does not learn: tensors, tokenizer, configuration. */
  readonly base: Checkpoint;
  readonly learners: readonly Learner[];
  /** How adapters are merged into what they adapt, where adapters learn. */
  readonly adapters?: AdapterSettings;
}

/**
 * Writes `step-…` under `folder` in the published layout, with the optimizer's moments and the state of the run beside
 * it. The folder appears whole or not at all, also where the machine loses power.
 */
export async function writeCheckpoint(folder: string, content: CheckpointContent): Promise<string> {
  const name = checkpointName(content.state.step);
  const temporary = join(folder, `.${name}${partial}`);
  try {
    await rm(temporary, { recursive: true, force: true });
    await mkdir(join(temporary, trainingFolder), { recursive: true });
    await writeParts(temporary, content);
    for (const part of [join(temporary, trainingFolder), temporary]) await syncFolder(part);
    await discard(folder, name);
    await rename(temporary, join(folder, name));
    await syncFolder(folder);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw asWriteError(error, join(folder, name));
  }
  return join(folder, name);
}

/** The newest checkpoint under `folder`, if there is one. */
export async function latestCheckpoint(folder: string): Promise<string | undefined> {
  const [last] = (await checkpointSteps(folder)).slice(-1);
  return last === undefined ? undefined : join(folder, checkpointName(last));
}

/** Removes all but the newest `keep` and those of the given steps, and what was never finished. */
export async function pruneCheckpoints(folder: string, keep: number, spared: readonly number[]): Promise<void> {
  const steps = await checkpointSteps(folder);
  const old = steps.slice(0, -keep).filter((step) => !spared.includes(step));
  const unfinished = (await readdir(folder)).filter((name) => name.startsWith('.step-') && name.endsWith(partial));
  for (const step of old) await discard(folder, checkpointName(step));
  for (const name of unfinished) await rm(join(folder, name), { recursive: true, force: true });
}

/** Removes a checkpoint, which first loses its name: half of one must not be taken for a whole one. */
async function discard(folder: string, name: string): Promise<void> {
  if (!existsSync(join(folder, name))) return;
  const nameless = join(folder, `.${name}.old${partial}`);
  await rm(nameless, { recursive: true, force: true });
  await rename(join(folder, name), nameless);
  await rm(nameless, { recursive: true, force: true });
}

/** The folder's name of the checkpoint after so many steps. */
export function checkpointName(step: number): string {
  return `step-${String(step).padStart(8, '0')}`;
}

/** The state in a checkpoint's folder. */
export function stateOf(checkpoint: string, stage: string): Promise<RunState> {
  return readRunState(join(checkpoint, trainingFolder, stateFile), stage);
}

/** What a checkpoint keeps beside the model: AdamW's moments, and adapters, which in the model are merged. */
export interface Learned {
  readonly moment: (tensor: string, which: 'first' | 'second') => Promise<Float32Array>;
  readonly factor: (tensor: string) => Promise<Float32Array>;
  readonly close: () => Promise<void>;
}

/** Opens what the checkpoint in a folder keeps beside the model. */
export async function openLearned(checkpoint: string): Promise<Learned> {
  const file = await openSafetensors(join(checkpoint, trainingFolder, momentsFile));
  return {
    moment: (tensor, which) => file.readFloat32(`${which}.${tensor}`),
    factor: (tensor) => file.readFloat32(`weight.${tensor}`),
    close: () => file.close(),
  };
}

const partial = '.partial';
const trainingFolder = 'training';
const momentsFile = 'moments.safetensors';
const stateFile = 'state.json';

async function writeParts(folder: string, content: CheckpointContent): Promise<void> {
  const { state, base, learners } = content;
  await writeWeights(folder, content);
  const moments = learners.flatMap(({ name, shape, weight, first, second }) => [
    ...(isFactor(name) ? [[`weight.${name}`, float32(shape, weight)] as const] : []),
    [`first.${name}`, float32(shape, first)] as const,
    [`second.${name}`, float32(shape, second)] as const,
  ]);
  await writeTensors(join(folder, trainingFolder, momentsFile), new Map(moments));
  await writeFileAtomically(join(folder, trainingFolder, stateFile), `${JSON.stringify(state)}\n`);
  for (const file of await companions(base.folder)) await copyDurably(join(base.folder, file), join(folder, file));
  await writeFileAtomically(join(folder, 'config.json'), trainedConfig(base.configText));
}

/** What learned in float32, so that nothing is lost; the rest as it was stored. */
async function writeWeights(folder: string, { base, learners, adapters }: CheckpointContent): Promise<void> {
  const learned = new Map(learners.map(({ name, weight }) => [name, weight]));
  const merger = adapters && (await openMerger(learners, adapters));
  const hasLearned = (name: string): boolean => learned.has(name) || merger?.has(name) === true;
  const entries = Array.from(base.tensors.values(), ({ name, shape, dtype }) => ({
    ...{ name, shape },
    dtype: hasLearned(name) ? ('float32' as const) : dtype,
  }));
  const produce = async ({ name, shape }: TensorEntry): Promise<Uint8Array> => {
    const weight = merger?.has(name) ? await merger.merge(name, await base.readFloat32(name)) : learned.get(name);
    return weight ? tensorBytes(float32(shape, weight)) : base.readBytes(name);
  };
  await writeShardedCheckpoint(folder, entries, produce).finally(() => merger?.close());
}

/**
 * Small files beside the weights that stay true when these have learned: tokenizer, templates, questions, code of the published layout, licence.
 * A card or scores are another model's.
 */
async function companions(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isFile() && isCompanion.test(entry.name)).map(({ name }) => name);
}

const isCompanion =
  /^(tokenizer.*|special_tokens_map\.json|questions\.json|added_tokens\.json|(generation|preprocessor)_config\.json|chat_template\..*|vocab\..*|merges\.txt|licen[sc]e.*|notice.*|.*\.py)$/i;

/** A configuration that no longer says that the weights are only seeded. */
function trainedConfig(text: string): string {
  // It was parsed when the model was opened.
  const { hovle_untrained: _untrained, ...config } = JSON.parse(text) as Record<string, unknown>;
  return `${JSON.stringify(config, null, 2)}\n`;
}

async function copyDurably(from: string, to: string): Promise<void> {
  await copyFile(from, to);
  const file = await open(to, 'r+');
  await file.sync().finally(() => file.close());
}

/** Makes names last. Windows has no such call, and no need of one. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

/** The steps that checkpoints under `folder` are of, in order. */
export async function checkpointSteps(folder: string): Promise<number[]> {
  const steps = (await readdir(folder)).flatMap((name) => {
    const [, step] = /^step-(\d{8,})$/.exec(name) ?? [];
    return step === undefined ? [] : [Number(step)];
  });
  return steps.sort((a, b) => a - b);
}
