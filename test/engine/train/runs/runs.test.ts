import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { constants, getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { after, before, describe, test } from 'node:test';
import type { RunState } from '../../../../src/engine/api/trainingApi.ts';
import { endRun } from '../../../../src/engine/train/runs/endRun.ts';
import { listRuns } from '../../../../src/engine/train/runs/listRuns.ts';
import { writePinned } from '../../../../src/engine/train/runs/pinned.ts';
import { readRun } from '../../../../src/engine/train/runs/readRun.ts';
import { readRunRecord } from '../../../../src/engine/train/runs/runRecord.ts';
import { startRun } from '../../../../src/engine/train/runs/startRun.ts';
import { summariseRun } from '../../../../src/engine/train/runs/summariseRun.ts';
import { reference } from '../../checkpoint/reference.ts';

const picture = join(import.meta.dirname, '../../../../examples/shapes.png');

const recipe = (steps: number) => `name: watched
model: ${reference('tiny-pre')}
threads: 1
readers: 0
pinned:
  - { picture: ${picture}, question: What is it?, expected: shapes }
stages:
  - stage: instruct
    steps: ${steps}
    rate: 1e-3
    warmupSteps: 1
    samplesPerStep: 2
    rowTokens: 700
    checkpoints: { every: 3 }
    data:
      - { world: [shapes/colour], size: 32 }
    evaluation: { every: 3, samples: 2 }
`;

describe('a run in a process of its own', () => {
  let folder = '';
  const fileOf = (name: string) => join(folder, `${name}.yaml`);
  const runOf = (name: string) => join(folder, 'runs', name);

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hovle-runs-'));
    await writeFile(fileOf('long'), recipe(100_000));
    await writeFile(fileOf('short'), recipe(6));
  });
  after(async () => {
    await endRun({ folder: runOf('long'), how: 'stop' }).catch(() => undefined);
    await untilState(runOf('long'), 'stopped').catch(() => undefined);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  test('is paused with a checkpoint, and started again it goes on from there', async () => {
    const started = await startRun({ recipe: fileOf('long') });
    assert.deepEqual([started.state, started.folder, started.name], ['running', runOf('long'), 'watched']);
    const { processId = 0 } = (await readRunRecord(runOf('long'))) ?? {};
    assert.equal(getPriority(processId), constants.priority.PRIORITY_BELOW_NORMAL);
    await assert.rejects(startRun({ recipe: fileOf('long') }), { code: 'train/already-running' });
    await untilSteps(runOf('long'), 4);
    await endRun({ folder: runOf('long'), how: 'pause' });
    const paused = await untilState(runOf('long'), 'paused');
    const reached = paused.stages[0]?.checkpoints.at(-1)?.step ?? 0;
    assert.ok(reached >= 4, `The checkpoint is of step ${reached}.`);
    assert.equal(paused.recipe, fileOf('long'));
    await assert.rejects(endRun({ folder: runOf('long'), how: 'pause' }), { code: 'train/not-running' });

    await startRun({ recipe: fileOf('long') });
    await untilSteps(runOf('long'), reached + 2);
    const steps = await allSteps(runOf('long'));
    assert.deepEqual(
      steps,
      Array.from({ length: steps.length }, (_, i) => i + 1),
    );
    await endRun({ folder: runOf('long'), how: 'stop' });
    await untilState(runOf('long'), 'stopped');
  });

  test('asks its checkpoints what is pinned, in the recipe and later, and says how it ended', async () => {
    await mkdir(runOf('short'), { recursive: true });
    await writePinned(runOf('short'), [
      { picture, question: 'And this?' },
      { picture: join(folder, 'gone.png'), question: 'Where?' },
    ]);
    await startRun({ recipe: fileOf('short') });
    const done = await untilState(runOf('short'), 'done');
    assert.equal(done.model, join(runOf('short'), 'model'));
    assert.ok(done.stages[0]?.checkpoints.some(({ isBest }) => isBest));
    const { stages } = await readRun({ folder: runOf('short') });
    const predictions = stages[0]?.predictions ?? [];
    assert.deepEqual([...new Set(predictions.map(({ question }) => question))], ['What is it?', 'And this?', 'Where?']);
    assert.ok(predictions.every(({ answer, problem }) => (answer === undefined) !== (problem === undefined)));
    const { problem } = predictions.find(({ question }) => question === 'Where?') ?? {};
    assert.equal(typeof problem === 'object' && problem.code, 'image/missing');
    assert.equal(stages[0]?.evaluations.length, 2);
  });

  test('whose process was killed is said to have died, and whose recipe has mistakes never begins', async () => {
    const record = join(runOf('short'), 'run.json');
    const before = await readFile(record, 'utf8');
    await writeFile(record, before.replace('"done"', '"running"'));
    await rm(join(runOf('short'), 'model'), { recursive: true });
    assert.equal((await summariseRun(runOf('short')))?.state, 'died');
    await writeFile(record, before);
    await writeFile(fileOf('wrong'), recipe(1).replace('rate: 1e-3', 'rate: fast'));
    await assert.rejects(startRun({ recipe: fileOf('wrong') }), { code: 'train/bad-recipe' });
    await writeFile(fileOf('short'), recipe(7));
    await assert.rejects(startRun({ recipe: fileOf('short') }), { code: 'train/other-recipe' });
    await writeFile(fileOf('lost'), recipe(1).replace(reference('tiny-pre'), './nowhere'));
    await assert.rejects(startRun({ recipe: fileOf('lost') }), { code: 'train/no-such-model', message: /nowhere/ });
  });

  test('lies in a list with the others, and folders that hold none are passed over', async () => {
    const runs = await listRuns([join(folder, 'runs'), folder, join(folder, 'missing')]);
    assert.deepEqual(runs.map(({ folder: own }) => own).sort(), [
      join(folder, 'runs', 'long'),
      join(folder, 'runs', 'short'),
    ]);
    await assert.rejects(readRun({ folder }), { code: 'train/no-run' });
  });
});

async function allSteps(run: string): Promise<number[]> {
  const { stages } = await readRun({ folder: run });
  return [...(stages[0]?.steps.step ?? [])];
}

async function untilSteps(run: string, count: number): Promise<void> {
  await until(`${count} steps`, async () => (await allSteps(run)).length >= count || undefined);
}

async function untilState(run: string, state: RunState) {
  return until(`${run} to be ${state}`, async () => {
    const found = await summariseRun(run);
    return found?.state === state ? found : undefined;
  });
}

async function until<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 600; tries++) {
    const found = await ask();
    if (found !== undefined) return found;
    await delay(200);
  }
  throw new Error(`Waited in vain for ${what}.`);
}
