import type { Chance } from './chance.ts';
import type { Wear } from './scene.ts';

/** What may have happened to a picture before it is looked at. JPEG is rare because it takes as long as drawing twenty pictures. */
export function drawWear(chance: Chance): Wear {
  return {
    ...(chance.happens(0.2) && { turn: chance.between(-6, 6) }),
    ...(chance.happens(0.3) && { squeeze: drawSqueeze(chance) }),
    ...(chance.happens(0.25) && { noise: chance.between(2, 14) }),
    ...(chance.happens(0.1) && { jpegQuality: chance.whole(25, 85) }),
  };
}

/** A wide picture becomes narrower when it is made square, a tall one flatter. */
function drawSqueeze(chance: Chance): { x: number; y: number } {
  const share = chance.between(0.55, 1);
  return chance.happens(0.7) ? { x: share, y: 1 } : { x: 1, y: share };
}
