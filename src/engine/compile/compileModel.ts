import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, statfs } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Precision } from '../api/choices.ts';
import type { CompileReport } from '../api/modelApi.ts';
import { EngineError } from '../api/errors.ts';
import type { Checkpoint } from '../checkpoint/checkpoint.ts';
import { asWriteError } from '../checkpoint/diskErrors.ts';
import { openCheckpoint } from '../checkpoint/openCheckpoint.ts';
import { writeFileAtomically } from '../checkpoint/stageFile.ts';
import { tokenizerFiles } from '../checkpoint/tokenizerFiles.ts';
import type { ModelConfig } from '../model/config.ts';
import { readConfig } from '../model/readConfig.ts';
import { encodeModel } from '../onnx/encodeModel.ts';
import type { Graph } from '../onnx/graph.ts';
import { integerProducts } from '../session/integerProducts.ts';
import { chatTemplate } from '../text/chatTemplate.ts';
import { readTokenizer } from '../text/readTokenizer.ts';
import { checkParameters } from './checkParameters.ts';
import { compiledGraphs, streamedLayers } from './compiledGraphs.ts';
import { compileSettings } from './compileSettings.ts';
import { formatVersion, manifestFile, type Manifest } from './manifest.ts';
import { modelSteps } from './modelSteps.ts';
import { requireOwnFolder } from './ownFolder.ts';
import { readResumeState, saveResumeState, stateFile } from './resumeState.ts';
import { StepRunner } from './stepRunner.ts';
import { TensorWriter } from './tensorWriter.ts';
import { streamedWeights } from './streamedWeights.ts';
import { writeTextRows } from './textRowsFile.ts';
import { WeightFiles } from './weightFiles.ts';
import { encodeWeightless } from './weightlessSession.ts';
import { layOutWeights, placeIn, storedParameters, type WeightLayout } from './weightLayout.ts';

export interface CompileOptions {
  readonly precision: Precision;
  readonly out: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (step: string, fraction: number) => void;
}

/**
 * Compiles a checkpoint folder into graphs and weight files that sessions load. Memory holds one layer at a time. The
 * result appears whole or not at all; one that was interrupted goes on where it stopped.
 */
export async function compileModel(folder: string, options: CompileOptions): Promise<CompileReport> {
  const begin = performance.now();
  const { precision } = options;
  // `place/` and `place` are one folder, whose unfinished form lies beside it.
  const out = resolve(options.out);
  const partial = `${out}.partial`;
  for (const place of [out, partial]) await requireOwnFolder(place);
  const checkpoint = await openCheckpoint(folder);
  try {
    const config = readConfig(checkpoint.configText, join(folder, 'config.json'));
    // What would only show when the model is asked.
    await readTokenizer(folder);
    chatTemplate(config.template);
    const plan = planOf(checkpoint, config, options);
    const lost = await compileInto(partial, plan);
    await replaceFolder(partial, out);
    return { folder: out, precision, sizeBytes: plan.sizeBytes, elapsedMs: performance.now() - begin, ...lost };
  } finally {
    await checkpoint.close();
  }
}

interface Plan {
  readonly checkpoint: Checkpoint;
  readonly config: ModelConfig;
  readonly options: CompileOptions;
  readonly graphs: readonly Graph[];
  readonly layout: WeightLayout;
  readonly sizeBytes: number;
}

function planOf(checkpoint: Checkpoint, config: ModelConfig, options: CompileOptions): Plan {
  checkParameters(checkpoint, config, storedParameters(compiledGraphs(config, 'fp32')));
  const graphs = compiledGraphs(config, options.precision);
  const layout = layOutWeights(storedParameters(graphs));
  const sizeBytes = [...layout.files.values()].reduce((a, b) => a + b, 0);
  return { checkpoint, config, options, graphs, layout, sizeBytes };
}

async function compileInto(partial: string, plan: Plan): Promise<Pick<CompileReport, 'layers' | 'logits'>> {
  const identity = `${compileSettings(plan.options.precision)} ${await plan.checkpoint.sourceHash()}`;
  const resumed = await readResumeState(partial, identity);
  if (!resumed) await freshFolder(partial, plan);
  const files = await WeightFiles.open(partial, plan.layout);
  try {
    const lost = await runSteps(partial, plan, { files, identity, resumed });
    await files.sync();
    const textRows = await writeTextRows(plan.checkpoint, plan.config, partial);
    await finishFolder(partial, plan, textRows);
    return lost;
  } finally {
    await files.close();
  }
}

interface Progress {
  readonly files: WeightFiles;
  readonly identity: string;
  readonly resumed: Awaited<ReturnType<typeof readResumeState>>;
}

async function runSteps(
  partial: string,
  plan: Plan,
  { files, identity, resumed }: Progress,
): Promise<Pick<CompileReport, 'layers' | 'logits'>> {
  const { checkpoint, config, options } = plan;
  const parameters = storedParameters(plan.graphs);
  const { precision, signal, onProgress } = options;
  const writer = new TensorWriter({ checkpoint, files, parameters, precision, products: integerProducts() });
  const runner = new StepRunner({ checkpoint, config, precision, writer, folder: partial }, resumed ?? { layers: [] });
  const steps = modelSteps(config, parameters);
  try {
    for (const [index, step] of steps.entries()) {
      if (index < (resumed?.stepsDone ?? 0)) continue;
      if (signal?.aborted) throw new EngineError('request/cancelled', undefined);
      await runner.run(step);
      const state = { identity, stepsDone: index + 1, layers: runner.report.layers };
      // The head cannot be told from its step alone: what it reports is not kept, so it is done again.
      if (step.kind !== 'head') await saveResumeState(partial, state, runner.streams);
      onProgress?.(step.kind, (index + 1) / steps.length);
    }
    return runner.report;
  } finally {
    await runner.close();
  }
}

/** Empties the folder, and makes sure first that the result will fit. */
async function freshFolder(partial: string, { sizeBytes }: Plan): Promise<void> {
  try {
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial, { recursive: true });
    const { bavail, bsize } = await statfs(partial);
    // Beside the weights: the text embedding table and the state to resume from.
    const neededBytes = Math.ceil(sizeBytes * 1.25);
    if (bavail * bsize < neededBytes) {
      throw new EngineError('disk/too-little-space', {
        folder: dirname(partial),
        neededBytes,
        freeBytes: bavail * bsize,
      });
    }
  } catch (error) {
    throw asWriteError(error, partial);
  }
}

/** Adds what the runtime needs beside the weights; the manifest comes last. */
async function finishFolder(partial: string, plan: Plan, textRows: Manifest['textRows']): Promise<void> {
  const { checkpoint, config, graphs, layout, options } = plan;
  const [layer, ...others] = options.precision === 'int4' ? streamedLayers(config) : [];
  for (const graph of graphs) {
    if (graph.name === layer?.name) continue;
    const model = encodeModel(graph, ({ value }) => placeIn(layout, value));
    await writeFileAtomically(join(partial, `${graph.name}.onnx`), model);
  }
  if (layer) await writeFileAtomically(join(partial, `${layer.name}.onnx`), encodeWeightless(layer));
  // A compiled model runs on when its checkpoint has been moved away.
  for (const file of tokenizerFiles) {
    const from = join(checkpoint.folder, file);
    // A copy by the system would keep that nobody may write it, and could not be written again.
    if (existsSync(from)) await writeFileAtomically(join(partial, file), await readFile(from));
  }
  const manifest: Manifest = {
    formatVersion,
    precision: options.precision,
    settings: compileSettings(options.precision),
    sourceHash: await checkpoint.sourceHash(),
    checkpoint: checkpoint.folder,
    config: checkpoint.configText,
    textRows,
    streamedLayers: layer ? streamedWeights([layer, ...others], layout) : [],
    files: Object.fromEntries([...layout.files].map(([file, sizeBytes]) => [file, { sizeBytes }])),
  };
  await writeFileAtomically(join(partial, manifestFile), JSON.stringify(manifest, undefined, 2));
}

/** Puts the finished folder in the place of an older one, without what only compiling needed. */
async function replaceFolder(from: string, to: string): Promise<void> {
  for (const file of await readdir(from)) {
    if (isScaffold(file)) await rm(join(from, file));
  }
  await rm(to, { recursive: true, force: true });
  await rename(from, to);
}

function isScaffold(file: string): boolean {
  return file === stateFile || /^stream-\d-\w+\.bin$|\.weightless\.onnx$/.test(file);
}
