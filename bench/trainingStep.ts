import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { engineEnvironment } from '../src/engine/client/engineEnvironment.ts';
import { readConfig } from '../src/engine/model/readConfig.ts';
import { tokensPerTile, patchesPerSide } from '../src/engine/model/config.ts';
import { elementCount } from '../src/engine/tensor/hostTensor.ts';
import { gradientGraph } from '../src/engine/train/gradientGraph.ts';
import { runEnvironment } from '../src/engine/train/runs/runEnvironment.ts';
import { instruct } from '../src/engine/train/stages/instruct.ts';
import type { Environment, Measurement } from './benchmark.ts';
import { median } from './median.ts';
import { productRates } from './roof/productRates.ts';
import { activationBytes, productOperations, type Symbols } from './training/graphCosts.ts';
import { startStepProgram, type StepResult } from './training/stepProgram.ts';
import { trainingModel, trainingSizes, type TrainingBatch, type TrainingSize } from './training/trainingModel.ts';

const rounds = 3;
const python = '/usr/bin/python3';

/** One training step against PyTorch, against the rate of matrix products, and against its memory on paper. */
export async function trainingStep(environment: Environment): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  // The table's keys are the sizes.
  for (const size of Object.keys(trainingSizes) as TrainingSize[]) {
    const folder = await trainingModel(environment, size);
    measurements.push(...summary(size, await costsOf(folder), await alternate(folder, environment)));
  }
  return measurements;
}

interface Rounds {
  readonly ours: readonly StepResult[];
  readonly peers: readonly StepResult[];
  /** Billions of operations a second of plain products, measured between the steps. */
  readonly products: readonly number[];
}

/** Ours, PyTorch and plain products in turn, so that whatever disturbs a round disturbs them all. The first round only warms up. */
async function alternate(folder: string, { threads }: Environment): Promise<Rounds> {
  const here = join(import.meta.dirname, 'training');
  const words = ['--import', 'tsx', join(here, 'oursJob.ts'), folder, String(threads)];
  // As a run that the engine starts.
  const variables = runEnvironment(engineEnvironment(process.env, process.platform));
  const ours = startStepProgram(process.execPath, words, variables);
  const peer = startStepProgram(python, [join(here, 'peer.py'), folder, String(threads)]);
  const found = { ours: [] as StepResult[], peers: [] as StepResult[], products: [] as number[] };
  try {
    for (let round = 0; round <= rounds; round++) {
      found.ours.push(await ours.step());
      found.products.push((await productRates(threads)).float32);
      found.peers.push(await peer.step());
    }
  } finally {
    await ours.close();
    await peer.close();
  }
  return found;
}

interface Costs {
  readonly operations: number;
  readonly bytes: number;
}

/** What a step costs by the graph: its products, and the memory of weights, gradients, two moments and activations. */
async function costsOf(folder: string): Promise<Costs> {
  const config = readConfig(await readFile(join(folder, 'config.json'), 'utf8'));
  const { ids, learned } = JSON.parse(await readFile(join(folder, 'batch.json'), 'utf8')) as TrainingBatch;
  const [B, t] = [ids.length, ids[0]?.length ?? 0];
  const stacks = { 'language.B': B, 'language.t': t, 'embedding.B': B, 'embedding.t': t };
  const tile = {
    tokens: B * tokensPerTile(config.tile),
    bands: (B * patchesPerSide(config.tile)) / config.tile.shuffle,
  };
  const symbols: Symbols = { I: B, T: B * t, N: B * learned, ...stacks, ...tile };
  const { graph, weights } = gradientGraph(instruct, config);
  const parameters = [...weights.values()].reduce((sum, shape) => sum + elementCount(shape), 0);
  return { operations: productOperations(graph, symbols), bytes: 16 * parameters + activationBytes(graph, symbols) };
}

function summary(size: TrainingSize, { operations, bytes }: Costs, { ours, peers, products }: Rounds): Measurement[] {
  const timed = ours.slice(1);
  const rates = timed.map(({ elapsedMs }) => operations / elapsedMs / 1e6);
  const ratios = timed.map(({ elapsedMs }, i) => peers[i + 1]!.elapsedMs / elapsedMs);
  const shares = rates.map((rate, i) => rate / products[i + 1]!);
  const apart = ours.map(({ loss }, i) => Math.abs(loss - peers[i]!.loss) / Math.abs(loss));
  const peak = Math.max(...ours.map(({ peakBytes }) => peakBytes));
  const line = (name: string, value: number, unit: string) => ({ name: `${name}, ${size}`, value, unit });
  return [
    line('step', median(timed.map(({ elapsedMs }) => elapsedMs)), 'ms'),
    line('products of a step', median(rates), 'GFLOP/s'),
    { ...line('times as fast as PyTorch', median(ratios), '×'), atLeast: 4 },
    { ...line('share of the rate of plain products', median(shares), '×'), atLeast: 0.6 },
    line('memory', peak / 1e9, 'GB'),
    line("PyTorch's memory", Math.max(...peers.map(({ peakBytes }) => peakBytes)) / 1e9, 'GB'),
    { ...line('memory against paper', peak / bytes, '×'), atMost: 1.3 },
    { ...line("losses' difference to PyTorch's", Math.max(...apart), ''), atMost: 1e-4 },
  ];
}
