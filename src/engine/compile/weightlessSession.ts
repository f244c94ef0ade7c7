import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeModel } from '../onnx/encodeModel.ts';
import type { Graph } from '../onnx/graph.ts';
import { DeviceSession, type SessionOptions } from '../session/deviceSession.ts';
import type { HostTensor } from '../tensor/hostTensor.ts';
import { storedParameters } from './weightLayout.ts';

export type Tensors = Readonly<Record<string, HostTensor>>;

/**
 * A graph whose weights are inputs: one session serves every layer of a kind, and memory holds what is fed and no more.
 * `folder` takes the graph's file.
 */
export async function openWeightless(
  graph: Graph,
  folder: string,
  options: SessionOptions = { device: 'cpu' },
): Promise<DeviceSession> {
  const file = join(folder, `${graph.name}.weightless.onnx`);
  await writeFile(file, encodeWeightless(graph));
  return DeviceSession.open(file, options);
}

/** The ONNX file of a graph whose weights are inputs. */
export function encodeWeightless(graph: Graph): Uint8Array {
  const weights = storedParameters([graph]);
  const open: Graph = {
    ...graph,
    inputs: [...graph.inputs, ...weights.map(({ value }) => value)],
    parameters: graph.parameters.filter((parameter) => !weights.includes(parameter)),
  };
  return encodeModel(open, noWeights);
}

function noWeights(): never {
  throw new TypeError('A graph whose weights are inputs stores none.');
}

/** A float32 output. */
export function floats(outputs: Tensors, name: string): Float32Array {
  const tensor = outputs[name];
  if (tensor?.dtype !== 'float32') throw new TypeError(`The graph has no float32 output ${name}.`);
  return tensor.data;
}
