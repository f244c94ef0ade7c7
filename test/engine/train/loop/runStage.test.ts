import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import sharp from 'sharp';
import { wordsOf } from '../../../../src/engine/api/remarks.ts';
import { compileModel } from '../../../../src/engine/compile/compileModel.ts';
import { answerQuestion } from '../../../../src/engine/generate/answerQuestion.ts';
import { loadModel } from '../../../../src/engine/generate/loadedModel.ts';
import { latestCheckpoint } from '../../../../src/engine/train/loop/checkpoints.ts';
import type { MetricLine, StepLine } from '../../../../src/engine/train/loop/metrics.ts';
import { runStage } from '../../../../src/engine/train/loop/runStage.ts';
import { colourPlan } from './colourRun.ts';

const clock = () => performance.now();
const isStep = (line: MetricLine): line is StepLine => line.kind === 'step';

describe('a stage', () => {
  let folder = '';
  let whole: MetricLine[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hovle-stage-'));
    const lines: MetricLine[] = [];
    await runStage(await colourPlan(join(folder, 'whole')), { clock, onLine: (line) => lines.push(line) });
    whole = lines;
  });
  after(() => rm(folder, { recursive: true }));

  test('learns, and raises the level when it knows one', () => {
    const steps = whole.filter(isStep);
    assert.equal(steps.length, 30);
    assert.ok(steps.at(-1)!.loss < steps[0]!.loss / 2, `${steps[0]!.loss} ${steps.at(-1)!.loss}`);
    assert.equal(steps[0]!.levels['colours'], 0);
    assert.equal(steps.at(-1)!.levels['colours'], 1);
  });

  test('stopped after any step and gone on with, it has the losses of one never stopped', async () => {
    const plan = await colourPlan(join(folder, 'stopped'));
    for (const stopAfter of [1, 6, 7, 19, 30]) {
      const stop = new AbortController();
      const watch = {
        clock,
        signal: stop.signal,
        onLine: (line: MetricLine) => line.step >= stopAfter && stop.abort(),
      };
      await runStage(plan, watch);
    }
    const written = (await readFile(join(plan.out, 'metrics.jsonl'), 'utf8')).trim().split('\n');
    const losses = (lines: MetricLine[]) =>
      lines.filter((line) => 'loss' in line).map((line) => [line.kind, line.step, line.loss]);
    assert.deepEqual(losses(written.map((line) => JSON.parse(line) as MetricLine)), losses(whole));
  });

  test('damaged samples are named and left out', () => {
    const rejected = whole.filter((line) => line.kind === 'rejected');
    assert.ok(rejected.length > 0);
    assert.ok(
      rejected.every(
        ({ source, index, reason }) => source === 'colours' && index % 20 === 0 && wordsOf(reason).includes('empty'),
      ),
    );
  });

  test('a checkpoint is a model: asked by the engine, it answers as it learned', async () => {
    const model = (await latestCheckpoint(join(folder, 'whole', 'instruct')))!;
    const out = join(folder, 'compiled');
    await compileModel(model, { precision: 'fp32', out });
    const loaded = await loadModel(out, { device: 'cpu', prefixCacheBytes: 0 });
    try {
      const channels = 3;
      const bytes = await sharp({ create: { width: 32, height: 32, channels, background: 'red' } })
        .png()
        .toBuffer();
      const turns = [{ role: 'user' as const, text: 'Colour?', images: [{ bytes, name: 'red.png' }] }];
      const call = { clock, startedAt: 0, loadMs: 0 };
      const { text, trained } = await answerQuestion(loaded, { model, turns, temperature: 0, maxTokens: 8 }, call);
      assert.deepEqual({ text, trained }, { text: 'red', trained: true });
    } finally {
      await loaded.close();
    }
  });

  test('only the newest checkpoints and the best are kept', async () => {
    const kept = (await readdir(join(folder, 'whole', 'instruct'))).filter((name) => name.startsWith('step-'));
    const best = whole.filter((line) => line.kind === 'evaluation' && line.isBest).at(-1)!;
    assert.deepEqual(kept, [...new Set([`step-000000${best.step}`, 'step-00000028', 'step-00000030'])].sort());
  });
});
