// D width · W patches along a side

import type { ConfigFile } from '../../checkpoint/publishedConfig.ts';
import { fillFrom, normalQuantiles } from '../../checkpoint/gaussian.ts';
import { publishedLayout, type LaidOutParameter } from '../../checkpoint/publishedLayout.ts';
import { randomBits, type RandomBits } from '../../checkpoint/randomBits.ts';
import { float32, elementCount, type TensorOf } from '../../tensor/hostTensor.ts';
import { gridPositions } from './gridPositions.ts';

/** A checkpoint's tensors in memory, by name, in the published order. */
export type Weights = Map<string, TensorOf<'float32'>>;

/** Weights that learn well from nothing, for any published layout. A tensor depends on the seed, its name and its shape alone. */
export function initialWeights(config: ConfigFile, seed: number): Weights {
  const draw = normalDraw();
  return new Map(
    publishedLayout(config).map((parameter) => {
      const { name, shape } = parameter;
      const fill = fills.find(({ matches }) => matches(parameter))?.fill ?? matrix;
      return [
        name,
        float32(
          shape,
          fill(shape, (deviation) => draw(randomBits(seed, name), shape, deviation)),
        ),
      ];
    }),
  );
}

/** Makes a tensor's numbers; `normal` draws as many as it has around 0. */
type Fill = (shape: readonly number[], normal: (deviation: number) => Float32Array) => Float32Array;

/**
 * The first row that fits decides; what fits none is a matrix. Words start small, because what layers add should outweigh
 * what a word happens to be; patches and positions start large enough to be told apart (see docs/experiments.md).
 */
const fills: readonly { readonly matches: (parameter: LaidOutParameter) => boolean; readonly fill: Fill }[] = [
  { matches: ({ kind }) => kind === 'gain', fill: (shape) => new Float32Array(elementCount(shape)).fill(1) },
  { matches: ({ name }) => name.endsWith('.bias'), fill: (shape) => new Float32Array(elementCount(shape)) },
  { matches: ({ name }) => name.endsWith('position_embedding'), fill: (shape) => gridPositions(shape) },
  { matches: ({ name }) => name.endsWith('patch_embedding.weight'), fill: contrast },
  { matches: ({ name }) => /embeddings\.weight$|class_embedding$/.test(name), fill: (_, normal) => normal(0.03) },
  { matches: ({ name }) => name === 'language_model.output.weight', fill: (_, normal) => normal(0.02) },
];

/** Keeps the size of what passes through. Outputs into the residual stream are not made smaller: shallow models learn slower with it. */
function matrix(shape: readonly number[], normal: (deviation: number) => Float32Array): Float32Array {
  return normal(1 / Math.sqrt(fanIn(shape)));
}

/** Filters that add up to nothing: an even patch says nothing, whatever its brightness. */
function contrast(shape: readonly number[], normal: (deviation: number) => Float32Array): Float32Array {
  const weights = matrix(shape, normal);
  const length = fanIn(shape);
  for (let begin = 0; begin < weights.length; begin += length) {
    const filter = weights.subarray(begin, begin + length);
    const mean = filter.reduce((sum, value) => sum + value, 0) / length;
    for (let i = 0; i < length; i++) filter[i]! -= mean;
  }
  return weights;
}

function fanIn([, ...inputs]: readonly number[]): number {
  return elementCount(inputs);
}

type Draw = (random: RandomBits, shape: readonly number[], deviation: number) => Float32Array;

function normalDraw(): Draw {
  const quantiles = normalQuantiles();
  return (random, shape, deviation) => {
    const values = new Float32Array(elementCount(shape));
    fillFrom(quantiles, values, random);
    return values.map((value) => deviation * value);
  };
}
