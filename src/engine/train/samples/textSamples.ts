import type { ExampleSource, Turn } from '../../data/example.ts';
import { withoutMarks } from '../../data/formats/pictureMarks.ts';
import type { Answer } from '../nextTokenLoss.ts';
import { answerOf, refuseWordless, type Templating } from './answerSamples.ts';
import type { SampleSource } from './sample.ts';

/** Examples as texts alone, every token of which is learned: conversations from which the pictures are gone. */
export function textSamples(source: ExampleSource, templating: Templating): SampleSource<Answer> {
  return {
    name: source.name,
    ...(source.length !== undefined && { length: source.length }),
    read: async (index, level) => {
      const example = await source.read(index, level);
      refuseWordless(example, source, index);
      const { turns, task } = example;
      // One text a sample, so that none is read twice.
      const turn = turns[index % turns.length];
      const sequence = answerOf({ pictures: [], turns: turn ? [asWords(turn)] : [], task }, templating);
      return { sequence: { ...sequence, weights: Array.from(sequence.ids, () => 1) }, tasks: [task] };
    },
  };
}

/** The pictures are gone, and with them their places. */
function asWords(turn: Turn): Turn {
  return { ...turn, question: withoutMarks(turn.question) };
}
