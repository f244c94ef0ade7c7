import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decoderGraph, headGraph, imageGraph } from '../src/engine/model/hovle.ts';
import { readConfig } from '../src/engine/model/readConfig.ts';
import { printGraph } from '../src/engine/onnx/printGraph.ts';

/** `npm run golden:graphs`: prints the reference models' graphs to test/golden/graphs, after `npm run verify` has passed. */
const golden = join(import.meta.dirname, '..', 'test', 'golden');
for (const name of ['tiny-pre', 'tiny-post', 'tiny-internvl2']) {
  const config = readConfig(await readFile(join(golden, 'reference', name, 'config.json'), 'utf8'));
  for (const graph of [imageGraph(config), decoderGraph(config), headGraph(config), decoderGraph(config, 'device')]) {
    await writeFile(join(golden, 'graphs', `${name}.${graph.name}.txt`), printGraph(graph));
  }
}
