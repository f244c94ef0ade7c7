import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { openCheckpoint } from '../../../../src/engine/checkpoint/openCheckpoint.ts';
import { openSafetensors } from '../../../../src/engine/checkpoint/safetensorsFile.ts';
import { seededRandom } from '../../../../src/engine/generate/seededRandom.ts';
import { latestCheckpoint, stateOf } from '../../../../src/engine/train/loop/checkpoints.ts';
import type { MetricLine } from '../../../../src/engine/train/loop/metrics.ts';
import { runStage } from '../../../../src/engine/train/loop/runStage.ts';
import { killedPlan } from './killedPlan.ts';

const kills = 10;
const script = join(import.meta.dirname, 'killedRun.script.ts');
let folder = '';
before(async () => (folder = await mkdtemp(join(tmpdir(), 'hovle-killed-'))));
after(() => rm(folder, { recursive: true }));

/** Starts the run, lets it do a step or none, and kills it some milliseconds later. Resolves to whether it had ended by itself. */
async function runAndKill(out: string, steps: number, laterMs: number): Promise<boolean> {
  const child = spawn(process.execPath, ['--import', 'tsx', script, out], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  let seen = 0;
  const enough = new Promise<void>((resolve) => {
    child.stdout.on('data', (text: Buffer) => {
      seen += text.toString().split('\n').length - 1;
      if (seen >= steps) resolve();
    });
  });
  await Promise.race([enough, exit]);
  await delay(laterMs);
  child.kill('SIGKILL');
  const [code] = (await exit) as [number | null];
  assert.ok(code === null || code === 0, `the run failed with ${code}`);
  return code === 0;
}

/** Reads every number of every checkpoint that is there. */
async function readAllCheckpoints(stage: string): Promise<number> {
  const names = (await readdir(stage)).filter((name) => name.startsWith('step-'));
  for (const name of names) {
    const checkpoint = await openCheckpoint(join(stage, name));
    const moments = await openSafetensors(join(stage, name, 'training', 'moments.safetensors'));
    for (const file of [checkpoint, moments]) {
      for (const tensor of file.tensors.keys())
        assert.ok((await file.readFloat32(tensor)).every(Number.isFinite), tensor);
      await file.close();
    }
    assert.equal((await stateOf(join(stage, name), 'instruct')).step, Number(name.slice('step-'.length)));
  }
  return names.length;
}

test('killed at ten random moments, a run goes on with the losses of one never killed, and no checkpoint is damaged', async () => {
  const whole: MetricLine[] = [];
  const clock = () => performance.now();
  await runStage(await killedPlan(join(folder, 'whole')), { clock, onLine: (line) => whole.push(line) });
  const random = seededRandom(20);
  const out = join(folder, 'killed');
  const stage = join(out, 'instruct');
  let readable = 0;
  for (let i = 0; i < kills; i++) {
    const hasEnded = await runAndKill(out, Math.floor(random() * 8), random() * 60);
    assert.ok(!hasEnded, 'the run ended before it was killed ten times');
    readable += await readAllCheckpoints(stage);
  }
  assert.ok(readable >= kills, `only ${readable} checkpoints were there to read`);
  assert.notEqual(await latestCheckpoint(stage), undefined);
  await runStage(await killedPlan(out), { clock });
  const lines = (await readFile(join(stage, 'metrics.jsonl'), 'utf8')).trim().split('\n');
  const found = lines.map((line) => JSON.parse(line) as MetricLine).filter((line) => 'loss' in line);
  const expected = whole.filter((line) => 'loss' in line);
  assert.deepEqual(
    found.map(({ kind, step }) => `${kind} ${step}`),
    expected.map(({ kind, step }) => `${kind} ${step}`),
  );
  for (const [i, { step, loss }] of found.entries())
    assert.ok(Math.abs(loss - expected[i]!.loss) <= 1e-6 * Math.abs(expected[i]!.loss), `step ${step}: ${loss}`);
});
