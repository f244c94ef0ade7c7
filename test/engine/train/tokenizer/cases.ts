import { trainTokenizer, type TrainedTokenizer } from '../../../../src/engine/train/tokenizer/trainTokenizer.ts';

/** A vocabulary of sentences of which the golden file says how SentencePiece cuts texts with it. */
export function smallTokenizer(): TrainedTokenizer {
  return trainTokenizer(sentences, { longPieces: 80, leastOccurrences: 2, wholeWords: ['circle', 'blue'] });
}

const colours = ['red', 'green', 'blue', 'grün'];
const shapes = ['square', 'circle', 'triangle'];

const sentences = colours.flatMap((colour) =>
  shapes.flatMap((shape, i) => [
    `What colour is the ${shape}? ${colour}`,
    `There are ${i + 2} ${colour} ${shape}s on a white ground.`,
    `Is the ${shape} left of the ${colour} one? yes, by 1${i} pixels`,
  ]),
);
