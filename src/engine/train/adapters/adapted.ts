import { randomBits } from '../../checkpoint/randomBits.ts';
import { fillFrom, normalQuantiles } from '../../checkpoint/gaussian.ts';
import { elementCount } from '../../tensor/hostTensor.ts';
import type { Sequence } from '../batch/sequence.ts';
import type { Stage } from '../stage.ts';
import type { AdapterSettings } from './adapterSettings.ts';

/** A stage of which only adapters learn, on those of the layers' matrices that it trains. */
export function adapted<S extends Sequence>(stage: Stage<S>, settings: AdapterSettings): Stage<S> {
  const adapts = (weight: string): boolean => hasAdapter(weight) && stage.trains(weight);
  return { ...stage, adapters: { ...settings, adapts }, trains: isFactor };
}

/** Whether a weight can have an adapter: the matrices of both stacks' layers. */
export function hasAdapter(tensor: string): boolean {
  return /\.(wqkv|wo|w1|w2|w3)\.weight$/.test(tensor);
}

/** The names of a weight's factors. */
export function factorsOf(weight: string): { up: string; down: string } {
  return { up: `${weight}${upEnding}`, down: `${weight}${downEnding}` };
}

/** Whether a tensor is a factor. */
export function isFactor(tensor: string): boolean {
  return tensor.endsWith(upEnding) || tensor.endsWith(downEnding);
}

const upEnding = '.lora_up';
const downEnding = '.lora_down';

/** A factor before the first step: `up` is zero, so that the model begins as it was. */
export function initialFactor(name: string, shape: readonly number[], seed: number): Float32Array {
  const factor = new Float32Array(elementCount(shape));
  if (name.endsWith(upEnding)) return factor;
  const deviation = 1 / Math.sqrt(shape[1] ?? 1);
  fillFrom(
    normalQuantiles().map((z) => z * deviation),
    factor,
    randomBits(seed, name),
  );
  return factor;
}
