import type { TokenText } from '../../../src/engine/generate/growingAnswer.ts';

const pieces = ['a', 'b', 'ab', ' c', '', 'aa', 'd\n', 'b', '#', '##'];

/** Text of toy tokens: several letters, none, or (from 10 on) half a character that the next token completes. */
export function toyText(): TokenText {
  let halves = '';
  return {
    push: (id) => {
      if (id >= pieces.length) {
        halves += '½';
        return '';
      }
      const text = halves + pieces[id]!;
      halves = '';
      return text;
    },
    end: () => halves,
  };
}
