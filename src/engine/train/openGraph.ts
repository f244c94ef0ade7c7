import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeModel } from '../onnx/encodeModel.ts';
import type { Graph } from '../onnx/graph.ts';
import { nameResults } from '../onnx/nameResults.ts';
import { DeviceSession, type SessionOptions } from '../session/deviceSession.ts';
import { spellOut } from './spellOut.ts';

/**
 * Loads a graph that has no stored weights: all it does not compute comes in as inputs. Of its outputs those that
 * are `staying` are left in the device's memory.
 */
export async function openGraph(
  graph: Graph,
  options: SessionOptions,
  staying: readonly string[] = [],
): Promise<DeviceSession> {
  const folder = await mkdtemp(join(tmpdir(), 'hovle-training-'));
  try {
    const file = join(folder, `${graph.name}.onnx`);
    await writeFile(file, encodeModel(nameResults(spellOut(graph, options.device)), refuseStored));
    return await DeviceSession.open(file, { ...options, variableShapes: true, staying });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function refuseStored({ value }: Graph['parameters'][number]): never {
  throw new TypeError(`${value.name} is a stored weight; in training, weights are inputs.`);
}
