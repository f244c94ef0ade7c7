import { tokensPerTile } from '../../model/config.ts';
import type { Lesson } from '../cosineLoss.ts';
import type { UntaughtLesson } from '../samples/lessonSamples.ts';
import type { SampleSource } from '../samples/sample.ts';
import type { FeatureStore } from './featureStore.ts';
import type { Teacher } from './teacher.ts';

/** Lessons with what the teacher makes of their pictures: computed once where there is a store, else each time. */
export function taughtLessons(
  source: SampleSource<UntaughtLesson>,
  teacher: Teacher,
  store?: FeatureStore,
): SampleSource<Lesson> {
  return {
    ...source,
    read: async (index, level, seed) => {
      const { sequence, tasks } = await source.read(index, level, seed);
      const compute = (): Promise<Float32Array> => teacher.features(sequence.pixels);
      const length = featureCount(sequence.pixels, teacher);
      const teacherFeatures = store ? await store.features(sequence.pixels, length, compute) : await compute();
      return { sequence: { ...sequence, teacherFeatures }, tasks };
    },
  };
}

function featureCount(pixels: Float32Array, { tile, width }: Teacher): number {
  const tiles = pixels.length / (tile.channels * tile.size ** 2);
  return tiles * tokensPerTile(tile) * width;
}
