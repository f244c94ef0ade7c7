import type { Lesson } from '../cosineLoss.ts';
import type { UntaughtLesson } from '../samples/lessonSamples.ts';
import type { SampleSource } from '../samples/sample.ts';
import type { Teacher } from './teacher.ts';

/** Lessons with what the teacher makes of their pictures. */
export function taughtLessons(source: SampleSource<UntaughtLesson>, teacher: Teacher): SampleSource<Lesson> {
  return {
    ...source,
    read: async (index, level) => {
      const { sequence, tasks } = await source.read(index, level);
      return { sequence: { ...sequence, teacherFeatures: await teacher.features(sequence.pixels) }, tasks };
    },
  };
}
