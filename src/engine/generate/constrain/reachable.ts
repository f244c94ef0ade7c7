import type { Shape } from './shape.ts';

/** A shape and all that it is made of. */
export function reachable(root: Shape): Set<Shape> {
  const found = new Set([root]);
  // What is added while a set is walked is walked as well.
  for (const shape of found) for (const child of children(shape)) found.add(child);
  return found;
}

/** The shapes among which choices choose, however they are nested: a choice that contains itself adds nothing. */
export function alternatives(shape: Shape): Shape[] {
  const found = new Set([shape]);
  for (const one of found) for (const next of choices(one)) found.add(next);
  return [...found].filter(({ kind }) => kind !== 'either');
}

const choices = (shape: Shape): readonly Shape[] => (shape.kind === 'either' ? shape.of : []);

function children(shape: Shape): readonly Shape[] {
  switch (shape.kind) {
    case 'array':
      return [...shape.first, shape.rest];
    case 'object':
      return shape.properties.map(({ value }) => value);
    case 'map':
      return [shape.value];
    default:
      return choices(shape);
  }
}
