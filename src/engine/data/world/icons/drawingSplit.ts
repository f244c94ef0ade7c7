import { splitOf, type Split } from '../split.ts';
import { drawings, type Drawing } from './concepts.ts';

/**
 * The split of a drawing. A thing has several drawings, in different collections; some are kept for validation and test,
 * so that it is asked there by a drawing never seen. Each thing is learned from two drawings at least.
 */
export function drawingSplit(drawing: Drawing): Split {
  return splitByDrawing.get(drawing) ?? 'train';
}

const splitByDrawing = new Map<Drawing, Split>(
  [...new Set(drawings.map(({ concept }) => concept))].flatMap((concept) =>
    drawings
      .filter((drawing) => drawing.concept === concept)
      .toSorted((one, other) => rank(one) - rank(other))
      .map((drawing, at): [Drawing, Split] => [drawing, at < 2 ? 'train' : lotOf(drawing)]),
  ),
);

/** Drawings that the lot gives to learn from come first, so that as few as can be are taken from the others. */
function rank(drawing: Drawing): number {
  return lotOf(drawing) === 'train' ? 0 : 1;
}

function lotOf({ set, name }: Drawing): Split {
  return splitOf(`${set}/${name}`);
}
