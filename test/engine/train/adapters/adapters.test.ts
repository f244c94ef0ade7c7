import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { openCheckpoint } from '../../../../src/engine/checkpoint/openCheckpoint.ts';
import { adapted, hasAdapter, isFactor } from '../../../../src/engine/train/adapters/adapted.ts';
import { gradientGraph } from '../../../../src/engine/train/gradientGraph.ts';
import type { MetricLine } from '../../../../src/engine/train/loop/metrics.ts';
import { runStage } from '../../../../src/engine/train/loop/runStage.ts';
import type { StagePlan } from '../../../../src/engine/train/loop/stagePlan.ts';
import type { Answer } from '../../../../src/engine/train/nextTokenLoss.ts';
import { align } from '../../../../src/engine/train/stages/align.ts';
import { instruct } from '../../../../src/engine/train/stages/instruct.ts';
import { Trainer } from '../../../../src/engine/train/trainer.ts';
import { reference } from '../../checkpoint/reference.ts';
import { colourPlan } from '../loop/colourRun.ts';

const clock = () => performance.now();
const stage = adapted(instruct, { rank: 4, scale: 2 });
const schedule = { rate: 1e-2, warmupSteps: 2, totalSteps: 12, finalShare: 0.1 };

describe('adapters', () => {
  let folder = '';
  let plan: StagePlan<Answer>;
  const lines: MetricLine[] = [];
  const losses = (some: readonly MetricLine[]) => some.flatMap((line) => (line.kind === 'step' ? [line.loss] : []));
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hovle-adapters-'));
    plan = await colourPlan(join(folder, 'whole'), { stage, schedule });
    await runStage(plan, { clock, onLine: (line) => lines.push(line) });
  });
  after(() => rm(folder, { recursive: true }));

  /** The loss of a checkpoint on some samples, as a model without adapters. */
  async function lossOf(checkpointFolder: string): Promise<number> {
    const checkpoint = await openCheckpoint(checkpointFolder);
    const trainer = await Trainer.open({ ...plan, stage: instruct }, (tensor) => checkpoint.readFloat32(tensor));
    const samples = await Promise.all([7, 8, 9].map((index) => plan.mixture[0]!.source.read(index, 0)));
    const { loss } = await trainer.examine([samples.map(({ sequence }) => [sequence])]);
    await trainer.close();
    await checkpoint.close();
    return loss;
  }

  test('begin as the model was, and learn', async () => {
    const whole: MetricLine[] = [];
    const once = { ...schedule, totalSteps: 1 };
    await runStage(await colourPlan(join(folder, 'all'), { schedule: once }), {
      clock,
      onLine: (line) => whole.push(line),
    });
    assert.ok(Math.abs(losses(whole)[0]! - losses(lines)[0]!) < 1e-6);
    assert.ok(losses(lines).at(-1)! < 0.8 * losses(lines)[0]!);
  });

  test('change nothing but the matrices they belong to, and only their factors learn', async () => {
    const [start, end] = [
      await openCheckpoint(reference('tiny-pre')),
      await openCheckpoint(join(plan.out, 'step-00000012')),
    ];
    assert.deepEqual([...end.tensors.keys()], [...start.tensors.keys()]);
    for (const name of start.tensors.keys()) {
      const [before, now] = [await start.readFloat32(name), await end.readFloat32(name)];
      const isSame = before.every((value, i) => value === now[i]);
      assert.equal(isSame, !hasAdapter(name), name);
    }
    await start.close();
    await end.close();
    const trainer = await Trainer.open(plan, async (_, shape) => new Float32Array(shape.reduce((a, b) => a * b, 1)));
    const learners = await trainer.learners();
    assert.ok(learners.length > 0 && learners.every(({ name }) => isFactor(name)));
    await trainer.close();
  });

  test('of a stage that freezes the language model leave it as it is', () => {
    const { trained } = gradientGraph(adapted(align, { rank: 4, scale: 2 }), plan.config);
    assert.ok(trained.length > 0);
    for (const factor of trained) assert.match(factor, /^embedding_model\./);
  });

  test('are merged in a checkpoint: it knows what was learned', async () => {
    const [before, now] = [await lossOf(reference('tiny-pre')), await lossOf(join(plan.out, 'step-00000012'))];
    assert.ok(now < 0.8 * before, `${before} ${now}`);
  });

  test('go on where they were', async () => {
    const stopped = await colourPlan(join(folder, 'stopped'), { stage, schedule });
    const resumed: MetricLine[] = [];
    for (const stopAfter of [5, 12]) {
      const stop = new AbortController();
      const onLine = (line: MetricLine) => {
        resumed.push(line);
        if (line.step >= stopAfter) stop.abort();
      };
      await runStage(stopped, { clock, signal: stop.signal, onLine });
    }
    assert.deepEqual(losses(resumed), losses(lines));
  });
});
