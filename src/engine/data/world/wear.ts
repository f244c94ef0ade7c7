import type { Chance } from './chance.ts';
import type { Wear } from './scene.ts';

/** What may have happened to a picture before it is looked at. JPEG is rare because it takes as long as drawing twenty pictures. */
export function drawWear(chance: Chance): Wear {
  return {
    ...(chance.happens(0.2) && { turn: chance.between(-6, 6) }),
    ...(chance.happens(0.5) && drawFraming(chance)),
    ...(chance.happens(0.15) && { oversize: chance.between(0.75, 1.8) }),
    ...(chance.happens(0.25) && { noise: chance.between(2, 14) }),
    ...(chance.happens(0.08) && { jpegQuality: chance.whole(25, 85) }),
  };
}

/**
 * What befalls every picture that a person shows, and therefore those of training at all levels: files are larger than what
 * the model looks at, and few are square. What lies left of the middle stays there.
 */
export function drawHandling(chance: Chance): Wear {
  const squeeze = chance.between(0.4, 1);
  return {
    ...(chance.happens(0.7) && { oversize: chance.between(1.2, 4) }),
    ...(chance.happens(0.4) && {
      scale: chance.pick([
        { x: squeeze, y: 1 },
        { x: 1, y: squeeze },
      ]),
    }),
  };
}

/** Pictures that were not square are squeezed when they are made so; others have wide margins, or none. */
function drawFraming(chance: Chance): Pick<Wear, 'scale' | 'shift'> {
  const squeeze = chance.between(0.7, 1);
  const zoom = chance.between(0.8, 1.03);
  const scale = chance.pick([
    { x: squeeze, y: 1 },
    { x: 1, y: squeeze },
    { x: zoom, y: zoom },
  ]);
  return { scale, shift: { x: chance.between(-1, 1), y: chance.between(-1, 1) } };
}
