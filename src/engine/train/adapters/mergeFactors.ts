// D inputs and O outputs of a linear layer · r rank

import type { Graph } from '../../onnx/graph.ts';
import { float, GraphBuilder } from '../../onnx/graphBuilder.ts';
import { float32 } from '../../tensor/hostTensor.ts';
import { openGraph } from '../openGraph.ts';
import type { Learner } from '../optimizer.ts';
import { factorsOf } from './adapted.ts';
import type { AdapterSettings } from './adapterSettings.ts';

/** Gives a weight [O, D] with its factors' product added; undefined where it has none. */
export interface Merger {
  has(weight: string): boolean;
  merge(weight: string, numbers: Float32Array): Promise<Float32Array>;
  close(): Promise<void>;
}

/** Merges what these learners have learned. */
export async function openMerger(learners: readonly Learner[], settings: AdapterSettings): Promise<Merger> {
  const byName = new Map(learners.map((learner) => [learner.name, learner]));
  const session = await openGraph(mergeGraph(settings), { device: 'cpu' });
  return {
    has: (weight) => byName.has(factorsOf(weight).up),
    merge: async (weight, numbers) => {
      const names = factorsOf(weight);
      // Asked for weights that `has` knows; both factors of a weight learn.
      const [up, down] = [byName.get(names.up)!, byName.get(names.down)!];
      const feeds = {
        up: float32(up.shape, up.weight),
        down: float32(down.shape, down.weight),
        weight: float32([Number(up.shape[0]), Number(down.shape[1])], numbers),
      };
      const { merged } = await session.run(feeds, ['merged']);
      // The graph computes in float32.
      return merged!.data as Float32Array;
    },
    close: () => session.close(),
  };
}

function mergeGraph({ rank, scale }: AdapterSettings): Graph {
  const g = new GraphBuilder('merge');
  const operands = [g.input('up', 'float32', ['O', rank]), g.input('down', 'float32', [rank, 'D'])];
  const weight = g.input('weight', 'float32', ['O', 'D']);
  g.output('merged', g.one('Gemm', [...operands, weight], { attributes: { alpha: float(scale) } }));
  return g.finish();
}
