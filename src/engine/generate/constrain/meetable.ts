import { hasDecimal } from './decimal.ts';
import { reachable } from './reachable.ts';
import type { Shape } from './shape.ts';
import { canFinish } from './writing.ts';

/**
 * Which of the shapes that `root` leads to a value of finite size can have: grown from those that stand for themselves
 * until nothing is added, so that a shape which only ever contains itself stays out.
 */
export function meetable(root: Shape): (shape: Shape) => boolean {
  const all = reachable(root);
  const known = new Set<Shape>();
  const canBe = (shape: Shape): boolean => known.has(shape);
  for (let before = -1; before < known.size;) {
    before = known.size;
    for (const shape of all) if (!known.has(shape) && isMet(shape, canBe)) known.add(shape);
  }
  return canBe;
}

function isMet(shape: Shape, canBe: (shape: Shape) => boolean): boolean {
  switch (shape.kind) {
    case 'exactly':
    case 'pattern':
      return true;
    case 'text':
      return shape.least <= shape.most;
    case 'number':
      return hasDecimal(shape);
    case 'array': {
      const { first, rest, least, most } = shape;
      const needed = least > first.length ? [...first, rest] : first.slice(0, least);
      return least <= most && needed.every(canBe);
    }
    case 'object':
      return canFinish(shape, 0, 0, canBe);
    case 'map':
      return shape.least <= shape.most && (shape.least === 0 || canBe(shape.value));
    case 'either':
      return shape.of.some(canBe);
  }
}
