import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openCheckpoint } from '../../../src/engine/checkpoint/openCheckpoint.ts';
import type { HovleConfig } from '../../../src/engine/model/config.ts';
import { readConfig } from '../../../src/engine/model/readConfig.ts';
import type { Crossing, SessionOptions } from '../../../src/engine/session/deviceSession.ts';
import type { Answer } from '../../../src/engine/train/nextTokenLoss.ts';
import type { Learner } from '../../../src/engine/train/optimizer.ts';
import { instruct } from '../../../src/engine/train/stages/instruct.ts';
import { Trainer, type Rows } from '../../../src/engine/train/trainer.ts';
import { reference } from '../checkpoint/reference.ts';
import { randomAnswer, settings } from './tinyTrainer.ts';

/** Run by webgpu.test.ts in a process whose Vulkan driver is SwiftShader. */

const steps = 10;
type Name = 'tiny-pre' | 'tiny-post';

/** A trainer of a reference checkpoint, or of what another one has learned. */
async function open(session: SessionOptions, name: Name, learned?: readonly Learner[]): Promise<Trainer<Answer>> {
  const checkpoint = await openCheckpoint(reference(name));
  const config = readConfig(checkpoint.configText);
  if (config.layout !== 'hovle') throw new Error(`${name} is no HoVLE.`);
  const parts = { stage: instruct, config, placeholder: config.imageTokenId, optimizer: settings, session };
  const of = (tensor: string) => learned?.find((one) => one.name === tensor);
  const trainer = await Trainer.open<Answer>(
    parts,
    async (tensor) => of(tensor)?.weight ?? (await checkpoint.readFloat32(tensor)),
    learned && ((tensor, which) => Promise.resolve(of(tensor)![which])),
  );
  await checkpoint.close();
  return trainer;
}

async function answersFor(name: Name): Promise<Answer[]> {
  const checkpoint = await openCheckpoint(reference(name));
  // Both are HoVLE's.
  const config = readConfig(checkpoint.configText) as HovleConfig;
  await checkpoint.close();
  return [
    randomAnswer(config, { seed: 1, tiles: 1, words: 12, learned: 6 }),
    randomAnswer(config, { seed: 2, tiles: 0, words: 9, learned: 4 }),
  ];
}

async function lossesOf(
  trainer: Trainer<Answer>,
  runs: readonly Rows<Answer>[],
  { from, count } = { from: 1, count: steps },
): Promise<number[]> {
  const found: number[] = [];
  for (let step = from; step < from + count; step++) {
    found.push((await trainer.step(runs, { step, rate: 1e-3 })).loss);
  }
  return found;
}

function assertFourDigits(found: readonly number[], expected: readonly number[]): void {
  assert.equal(found.length, expected.length);
  for (const [i, loss] of found.entries())
    assert.ok(Math.abs(loss - expected[i]!) < 5e-5 * expected[i]!, `step ${i + 1}: ${loss} and ${expected[i]}`);
}

const spreads = {
  'one run': (answers: readonly Answer[]) => [answers.map((answer) => [answer])],
  'a run for each row': (answers: readonly Answer[]) => answers.map((answer) => [[answer]]),
};

for (const [name, spread] of [
  ['tiny-pre', 'one run'],
  ['tiny-post', 'a run for each row'],
] as const) {
  test(`ten steps of ${name} on WebGPU, in ${spread}, have the processor's losses to four digits`, async () => {
    const [device, processor] = [await open({ device: 'webgpu' }, name), await open({ device: 'cpu' }, name)];
    const answers = await answersFor(name);
    const expected = await lossesOf(processor, spreads['one run'](answers));
    assert.ok(expected.at(-1)! < 0.7 * expected[0]!, 'it learns');
    assertFourDigits(await lossesOf(device, spreads[spread](answers)), expected);
    await device.close();
    await processor.close();
  });
}

test('in a step no weight, gradient or moment crosses between host and device', async () => {
  const crossings: Crossing[] = [];
  const session = { device: 'webgpu', onCrossing: (one: Crossing) => crossings.push(one) } as const;
  const trainer = await open(session, 'tiny-pre');
  const answers = await answersFor('tiny-pre');
  const learners = (await trainer.learners()).map(({ name }) => name);
  crossings.length = 0;
  await trainer.step(spreads['a run for each row'](answers), { step: 1, rate: 1e-3 });
  const names = crossings.map(({ name }) => name);
  assert.ok(
    ['loss', 'hits', 'token_ids', 'pixel_values'].every((name) => names.includes(name)),
    names.join(),
  );
  assert.deepEqual(
    names.filter((name) => learners.some((learner) => name.endsWith(learner))),
    [],
  );
  crossings.length = 0;
  await trainer.learners();
  assert.equal(crossings.length, 3 * learners.length, 'a checkpoint brings each with its moments');
  await trainer.close();
});

test('what a device has learned is read back whole: another trainer goes on with the same losses', async () => {
  const runs = spreads['one run'](await answersFor('tiny-pre'));
  const first = await open({ device: 'webgpu' }, 'tiny-pre');
  await lossesOf(first, runs, { from: 1, count: 2 });
  const learned = await first.learners();
  const after = { from: 3, count: 2 };
  const expected = await lossesOf(first, runs, after);
  await first.close();
  const resumed = await open({ device: 'webgpu' }, 'tiny-pre', learned);
  assert.deepEqual(await lossesOf(resumed, runs, after), expected);
  await resumed.close();
  const onProcessor = await open({ device: 'cpu' }, 'tiny-pre', learned);
  assertFourDigits(await lossesOf(onProcessor, runs, after), expected);
  await onProcessor.close();
});
