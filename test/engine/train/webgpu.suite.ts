import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openCheckpoint } from '../../../src/engine/checkpoint/openCheckpoint.ts';
import { readConfig } from '../../../src/engine/model/readConfig.ts';
import type { ModelConfig } from '../../../src/engine/model/config.ts';
import type { Answer } from '../../../src/engine/train/nextTokenLoss.ts';
import { instruct } from '../../../src/engine/train/stages/instruct.ts';
import { Trainer } from '../../../src/engine/train/trainer.ts';
import { reference } from '../checkpoint/reference.ts';
import { randomAnswer, settings } from './tinyTrainer.ts';

/** Run by webgpu.test.ts in a process whose Vulkan driver is SwiftShader. */

const steps = 10;

/** The losses of steps that go over the same two answers. */
async function losses(device: 'cpu' | 'webgpu', name: string): Promise<number[]> {
  const checkpoint = await openCheckpoint(reference(name));
  const config: ModelConfig = readConfig(checkpoint.configText);
  if (config.layout !== 'hovle') throw new Error(`${name} is no HoVLE.`);
  const placeholder = config.imageTokenId;
  const parts = { stage: instruct, config, placeholder, optimizer: settings, session: { device } };
  const trainer = await Trainer.open<Answer>(parts, (tensor) => checkpoint.readFloat32(tensor));
  const answers = [
    randomAnswer(config, { seed: 1, tiles: 1, words: 12, learned: 6 }),
    randomAnswer(config, { seed: 2, tiles: 0, words: 9, learned: 4 }),
  ];
  const found: number[] = [];
  for (let step = 1; step <= steps; step++) {
    const { loss } = await trainer.step([answers.map((answer) => [answer])], { step, rate: 1e-3 });
    found.push(loss);
  }
  await trainer.close();
  await checkpoint.close();
  return found;
}

for (const name of ['tiny-pre', 'tiny-post']) {
  test(`ten steps of ${name} on WebGPU have the processor's losses to four digits`, async () => {
    const [device, processor] = [await losses('webgpu', name), await losses('cpu', name)];
    assert.equal(device.length, steps);
    assert.ok(processor.at(-1)! < 0.7 * processor[0]!, 'it learns');
    for (const [i, loss] of device.entries())
      assert.ok(Math.abs(loss - processor[i]!) < 5e-5 * processor[i]!, `step ${i + 1}: ${loss} and ${processor[i]}`);
  });
}
