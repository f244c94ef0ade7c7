import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { openCheckpoint } from '../../../src/engine/checkpoint/openCheckpoint.ts';
import type { ModelConfig } from '../../../src/engine/model/config.ts';
import { decoderGraph, headGraph, imageGraph } from '../../../src/engine/model/hovle.ts';
import { readConfig } from '../../../src/engine/model/readConfig.ts';
import type { Graph } from '../../../src/engine/onnx/graph.ts';
import { printGraph } from '../../../src/engine/onnx/printGraph.ts';

const golden = join(import.meta.dirname, '..', '..', 'golden');

async function configOf(name: string): Promise<ModelConfig> {
  return readConfig(await readFile(join(golden, 'reference', name, 'config.json'), 'utf8'));
}

/** `npm run golden:graphs` writes the files anew; a change in them is a change of the model and has to be meant. */
async function check(name: string, make: (config: ModelConfig) => Graph): Promise<void> {
  const graph = make(await configOf(name));
  const expected = await readFile(join(golden, 'graphs', `${name}.${graph.name}.txt`), 'utf8');
  assert.equal(printGraph(graph), expected);
}

for (const name of ['tiny-pre', 'tiny-post', 'tiny-internvl2']) {
  test(`the image graph of ${name} is the one that was compared with the reference`, () => check(name, imageGraph));
  test(`the decoder graph of ${name} is the one that was compared with the reference`, () => check(name, decoderGraph));
  test(`so is the head's, ${name}`, () => check(name, headGraph));
  test(`so is its form for devices, ${name}`, () => check(name, (config) => decoderGraph(config, 'device')));
}

test('every parameter of a graph is a tensor of the checkpoint, of the size the checkpoint has', async () => {
  for (const name of ['tiny-pre', 'tiny-post', 'tiny-scaled', 'tiny-internvl2']) {
    const config = await configOf(name);
    const checkpoint = await openCheckpoint(join(golden, 'reference', name));
    for (const { value, source } of [imageGraph(config), decoderGraph(config), headGraph(config)].flatMap(
      (graph) => graph.parameters,
    )) {
      if (source.kind !== 'checkpoint') continue;
      const stored = checkpoint.tensors.get(source.tensor);
      assert.equal(size(value.shape.map(Number)), size(stored?.shape ?? [NaN]), source.tensor);
    }
    await checkpoint.close();
  }
});

function size(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}
