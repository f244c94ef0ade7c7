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
    read: async (index, level, seed = 0) => {
      const example = await source.read(index, level);
      refuseWordless(example, source, index);
      const { turns, task } = example;
      // One text a sample, so that none is read twice; the seed goes up by one each time round, so that all of them come.
      const turn = turns[(index + seed) % turns.length];
      // There is one, and the place lies within the list.
      const ids = idsOf(asWords(turn!), task, templating);
      return { sequence: { ids, weights: ids.map(() => 1) }, tasks: [task] };
    },
  };
}

/** A text that answers no question is read as it stands, outside of any conversation: the chat template has no prompt without one. */
function idsOf(turn: Turn, task: string, templating: Templating): number[] {
  if (turn.question === '') return templating.tokenizer.encodeParts([{ text: turn.answer }]);
  return Array.from(answerOf({ pictures: [], turns: [turn], task }, templating).ids);
}

/** The pictures are gone, and with them their places. */
function asWords(turn: Turn): Turn {
  return { ...turn, question: withoutMarks(turn.question) };
}
