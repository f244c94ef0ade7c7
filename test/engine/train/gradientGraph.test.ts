import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openCheckpoint } from '../../../src/engine/checkpoint/openCheckpoint.ts';
import { readConfig } from '../../../src/engine/model/readConfig.ts';
import { gradientGraph } from '../../../src/engine/train/gradientGraph.ts';
import { align } from '../../../src/engine/train/stages/align.ts';
import { reference } from '../checkpoint/reference.ts';

test('a stage none of whose tensors the model has is refused', async () => {
  const checkpoint = await openCheckpoint(reference('tiny-internvl2'));
  await checkpoint.close();
  const config = readConfig(checkpoint.configText);
  assert.throws(() => gradientGraph(align, config), { code: 'train/nothing-trains', message: /align/ });
});
