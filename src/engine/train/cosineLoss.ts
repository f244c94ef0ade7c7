// P tokens that stand for pictures · W tokens that are words · D width

import { batchEmbeds, languageTable } from '../model/batch.ts';
import { add, divide, gatherRows, multiply, reduceAxes, reshape, sumLast } from '../onnx/expressions.ts';
import type { Value } from '../onnx/graph.ts';
import type { GraphBuilder } from '../onnx/graphBuilder.ts';
import { float32, int64, type HostTensor } from '../tensor/hostTensor.ts';
import { joined } from '../tensor/joined.ts';
import type { Placed } from './batch/placeSequences.ts';
import type { Sequence } from './batch/sequence.ts';
import type { Stage } from './stage.ts';

/** A picture and words that have nothing to do with it, and what a teacher makes of the picture. */
export interface Lesson extends Sequence {
  /** The teacher's vectors for the picture's tokens, in order: [tokens, D]. */
  readonly teacherFeatures: Float32Array;
  /** The places in `ids` of the words to be learned. */
  readonly wordPlaces: readonly number[];
}

/**
 * Negative cosine similarity of what leaves the embedding module to the teacher's picture features, and to the language
 * model's own embeddings of the words: each a mean over its tokens (HoVLE, arXiv 2412.16158, stage I).
 */
export const cosineLoss: Pick<Stage<Lesson>, 'loss' | 'feeds'> = {
  loss: (g, config) => {
    const embeds = batchEmbeds(g, config);
    const features = g.input('pictures.teachers', 'float32', ['P', config.language.width]);
    const words = gatherRows(g, languageTable(g, config), g.input('words.teachers', 'int64', ['W']));
    return add(g, negativeCosine(g, 'pictures', embeds, features), negativeCosine(g, 'words', embeds, words));
  },
  feeds: (placed, all, { language }) => {
    const pictures = placed.flatMap((one) => picturePlaces(one));
    const features = joined(placed.map(({ sequence }) => sequence.teacherFeatures));
    const allPictures = all.reduce((sum, { teacherFeatures }) => sum + teacherFeatures.length / language.width, 0);
    const allWords = all.reduce((sum, { wordPlaces }) => sum + wordPlaces.length, 0);
    return {
      ...placesAndShare('pictures', pictures, allPictures),
      'pictures.teachers': float32([pictures.length, language.width], features),
      ...placesAndShare('words', placed.flatMap(wordPlacesOf), allWords),
      'words.teachers': int64WordIds(placed),
    };
  },
};

/** −share · Σ cos(student, teacher) over the tokens of one kind. */
function negativeCosine(g: GraphBuilder, kind: 'pictures' | 'words', embeds: Value, teachers: Value): Value {
  const students = gatherRows(g, embeds, g.input(`${kind}.places`, 'int64', [teachers.shape[0] ?? 1]));
  const sum = reduceAxes(g, 'ReduceSum', cosines(g, students, teachers), [0, 1]);
  return g.one('Neg', [multiply(g, reshape(g, sum, []), g.input(`${kind}.share`, 'float32', []))]);
}

/** The cosine's denominator is never less than this, as in the published loss: nothing is divided by 0. */
const smallestProduct = 1e-8;

function cosines(g: GraphBuilder, a: Value, b: Value): Value {
  const dot = (x: Value, y: Value): Value => sumLast(g, multiply(g, x, y));
  const lengths = multiply(g, g.one('Sqrt', [dot(a, a)]), g.one('Sqrt', [dot(b, b)]));
  return divide(g, dot(a, b), g.one('Max', [lengths, g.scalar(smallestProduct)]));
}

function placesAndShare(
  kind: 'pictures' | 'words',
  places: readonly number[],
  all: number,
): Record<string, HostTensor> {
  return {
    [`${kind}.places`]: int64([places.length], places),
    [`${kind}.share`]: float32([], Float32Array.of(all > 0 ? 1 / all : 0)),
  };
}

function picturePlaces({ runs, language }: Placed<Lesson>): number[] {
  const pictures = runs.filter(({ kind }) => kind === 'image');
  return pictures.flatMap(({ begin, length }) => Array.from({ length }, (_, i) => language.begin + begin + i));
}

function wordPlacesOf({ sequence, language }: Placed<Lesson>): number[] {
  return sequence.wordPlaces.map((place) => language.begin + place);
}

function int64WordIds(placed: readonly Placed<Lesson>[]): HostTensor {
  const ids = placed.flatMap(({ sequence }) => sequence.wordPlaces.map((place) => sequence.ids[place] ?? 0));
  return int64([ids.length], ids);
}
