// E embedding-module rows · T language-model tokens · N tokens that are foretold · D width

import { setImmediate as nextTurn } from 'node:timers/promises';
import { EngineError } from '../../api/errors.ts';
import { floats, type Tensors } from '../../compile/weightlessSession.ts';
import type { LayerNames } from '../../model/names.ts';
import { float32, int64 } from '../../tensor/hostTensor.ts';
import type { FloatModel, StackParts } from './floatModel.ts';
import { layerFeeds } from './layerFeeds.ts';
import type { PartRun } from './modelPart.ts';
import type { SequenceLayout } from './sequenceLayout.ts';

/** A place on the way from the rows that enter the model to what leaves the last layer. */
export interface Station {
  /** Counted through both stacks from 1; undefined for the bridge between them. */
  readonly layer?: number;
  forward(x: Float32Array): Promise<Float32Array>;
  backward(x: Float32Array, dOutput: Float32Array): Promise<Float32Array>;
  /** A layer's attention. */
  readonly attend?: (x: Float32Array, watched: Watched) => Promise<Attended>;
}

export interface Watched {
  /** The tokens (rows, in the embedding module) whose attention is wanted, [N]. */
  readonly rows: readonly number[];
  /** Shares of the layer's output, [N, t]. */
  readonly flow: Float32Array;
  /** Whether each head is wanted by itself. */
  readonly heads: boolean;
}

/** All of them [N, t]. */
export interface Attended {
  /** Empty where they are not wanted. */
  readonly heads: readonly Float32Array[];
  readonly mean: Float32Array;
  readonly largest: Float32Array;
  /** Shares of the layer's input. */
  readonly flow: Float32Array;
}

/** Whoever follows the way. */
export interface WalkCall {
  readonly signal?: AbortSignal;
  /** Receives how many stations of how many are done. */
  readonly onStation?: () => void;
}

/** Every station for a sequence of this layout, in order. */
export function stations({ parts }: FloatModel, layout: SequenceLayout): Station[] {
  const { embedding, bridge, language } = parts;
  const holistic = embedding?.config.layers ?? 0;
  const crossing: Station[] = bridge
    ? [
        {
          forward: (x) => bridge.forward({ x, feeds: layout.fold }),
          backward: (x, dOutput) => bridge.backward({ x, feeds: layout.fold }, dOutput),
        },
      ]
    : [];
  return [
    ...(embedding ? stackStations(embedding, layout.rows, 1) : []),
    ...crossing,
    ...stackStations(language, layout.tokens, 1 + holistic),
  ];
}

/** From the entering rows [E, D] up: what enters each station, and at the end what leaves the last, [T, D]. */
export async function ascend(all: readonly Station[], rows: Float32Array, call: WalkCall): Promise<Float32Array[]> {
  const entering = [rows];
  for (const station of all) {
    await pause(call);
    // One was put there before the loop, and one in each round.
    entering.push(await station.forward(entering.at(-1)!));
    call.onStation?.();
  }
  return entering;
}

/** Lets cancelling come through between two runs, each of which blocks the thread. */
export async function pause({ signal }: WalkCall): Promise<void> {
  await nextTurn();
  if (signal?.aborted) throw new EngineError('request/cancelled', undefined);
}

function stackStations(stack: StackParts, tokens: number, first: number): Station[] {
  const feeds = layerFeeds(stack.config, tokens);
  return Array.from({ length: stack.config.layers }, (_, index): Station => {
    const run = (x: Float32Array, beside: Tensors = {}): PartRun => ({
      ...{ x, feeds: { ...feeds, ...beside } },
      nameOf: (tensor) => renamed(tensor, stack.names(0), stack.names(index)),
    });
    return {
      layer: first + index,
      forward: (x) => stack.plain.forward(run(x)),
      backward: (x, dOutput) => stack.plain.backward(run(x), dOutput),
      attend: async (x, { rows, flow, heads: wanted }) => {
        const N = rows.length;
        const beside = { watched: int64([N], rows), flow: float32([N, tokens], flow) };
        const names = ['mean', 'largest', 'flowed', ...(wanted ? ['byHead'] : [])];
        const outputs = await stack.watched.outputs(run(x, beside), names);
        const [mean, largest] = [floats(outputs, 'mean'), floats(outputs, 'largest')];
        const heads = wanted ? apart(floats(outputs, 'byHead'), stack.config.heads, tokens) : [];
        return { heads, mean, largest, flow: floats(outputs, 'flowed') };
      },
    };
  });
}

/** [N, H, t] as H times [N, t]. */
function apart(byHead: Float32Array, H: number, t: number): Float32Array[] {
  const N = byHead.length / (H * t);
  return Array.from({ length: H }, (_, head) => {
    const own = new Float32Array(N * t);
    for (let n = 0; n < N; n++) own.set(byHead.subarray((n * H + head) * t, (n * H + head + 1) * t), n * t);
    return own;
  });
}

/** A tensor of one layer as another layer's is called. */
function renamed(tensor: string, from: LayerNames, to: LayerNames): string {
  // Object.keys knows a type's keys only as texts.
  for (const part of Object.keys(from) as (keyof LayerNames)[])
    if (tensor.startsWith(`${from[part]}.`)) return to[part] + tensor.slice(from[part].length);
  return tensor;
}
