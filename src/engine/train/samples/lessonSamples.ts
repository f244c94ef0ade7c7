import type { ExampleSource } from '../../data/example.ts';
import { tilingOf } from '../../generate/picture.ts';
import { seededRandom } from '../../generate/seededRandom.ts';
import { tileImage } from '../../image/pixelValues.ts';
import { tokensPerTile } from '../../model/config.ts';
import { chatTemplate } from '../../text/chatTemplate.ts';
import type { Sequence } from '../batch/sequence.ts';
import type { Lesson } from '../cosineLoss.ts';
import type { Templating } from './answerSamples.ts';
import type { SampleSource } from './sample.ts';

/** A lesson before a teacher has looked at its picture. */
export type UntaughtLesson = Omit<Lesson, 'teacherFeatures'> & Required<Pick<Sequence, 'pixels'>>;

type LessonParts = Pick<Templating, 'config' | 'tokenizer' | 'placeholder'>;

/** Each example's first picture, followed by random words that have nothing to do with it (MODEL.md §5, stage I). */
export function untaughtLessons(source: ExampleSource, parts: LessonParts): SampleSource<UntaughtLesson> {
  const { config, tokenizer, placeholder } = parts;
  const { open, close } = chatTemplate(config.template).image;
  const words = Array.from({ length: config.vocabularySize }, (_, id) => id).filter(
    (id) => !tokenizer.specialIds.has(id) && tokenizer.pieceOf(id) !== undefined,
  );
  return {
    name: source.name,
    ...(source.length !== undefined && { length: source.length }),
    read: async (index, level, seed = 0) => {
      const { pictures, task } = await source.read(index, level);
      const tiled = pictures.slice(0, 1).map((picture) => tileImage(picture, tilingOf(config.tile)));
      const tokens = tiled.reduce((sum, { tiles }) => sum + tiles * tokensPerTile(config.tile), 0);
      const random = seededRandom((seed % mostSeeds) * 2 ** 32 + index);
      const text = Array.from({ length: wordsPerLesson }, () => words[Math.floor(random() * words.length)] ?? 0);
      const picture = [
        tokenizer.idOf(open) ?? 0,
        ...Array.from({ length: tokens }, () => placeholder),
        tokenizer.idOf(close) ?? 0,
      ];
      const sequence: UntaughtLesson = {
        ids: [...picture, ...text],
        pixels: tiled[0]?.pixelValues ?? new Float32Array(),
        wordPlaces: text.map((_, i) => picture.length + i),
      };
      return { sequence, tasks: [task] };
    },
  };
}

// With more, numbers of samples would be lost to rounding.
const mostSeeds = 2 ** 20;

/** About as many as a small picture has tokens, so that both halves of the loss rest on as much. */
const wordsPerLesson = 32;
