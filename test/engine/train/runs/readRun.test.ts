import assert from 'node:assert/strict';
import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { RunPart } from '../../../../src/engine/api/trainingApi.ts';
import { readRun } from '../../../../src/engine/train/runs/readRun.ts';

const recipe = `name: torn
model: start
stages:
  - { stage: instruct, steps: 9, rate: 1e-3, data: [{ world: [shapes] }] }
`;

test('a run is read on from where the last reading ended, whatever is being written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hovle-torn-'));
  const own = join(folder, 'torn', '1-instruct');
  await mkdir(own, { recursive: true });
  await writeFile(join(folder, 'torn', 'recipe.yaml'), recipe);
  const metrics = join(own, 'metrics.jsonl');
  const line = (step: number) => `{"kind":"step","step":${step},"loss":${1 / step}}\n`;
  await writeFile(metrics, `${line(1)}${line(2)}{"kind":"step","st`);
  const first = await readRun({ folder: join(folder, 'torn') });
  assert.deepEqual(columnsOf(first), [[1, 2], true]);
  await appendFile(metrics, `ep":3,"loss":0.5}\nnonsense\n[]\n${line(4)}`);
  const second = await readRun({ folder: join(folder, 'torn'), since: first.position });
  assert.deepEqual(columnsOf(second), [[3, 4], false]);
  assert.ok(Number.isNaN(second.stages[0]?.steps.rate[0]));
  const third = await readRun({ folder: join(folder, 'torn'), since: second.position });
  assert.deepEqual(third.stages, []);
  // A run that goes on from an earlier checkpoint writes the file anew.
  await rm(metrics);
  await writeFile(`${metrics}.new`, line(1));
  await writeFile(metrics, line(1));
  assert.deepEqual(columnsOf(await readRun({ folder: join(folder, 'torn'), since: second.position })), [[1], true]);
  await rm(folder, { recursive: true });
});

function columnsOf({ stages: [stage] }: RunPart): [number[], boolean | undefined] {
  return [[...(stage?.steps.step ?? [])], stage?.isAnew];
}
