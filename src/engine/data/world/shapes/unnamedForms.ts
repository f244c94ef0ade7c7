import type { Chance } from '../chance.ts';

/** The outline of a form that no question names, as path data for a radius of 1: one of many, or one that is drawn only once. */
export function unnamedForm(chance: Chance): string {
  return chance.happens(0.3) ? pebble(chance) : chance.pick(outlines);
}

// Rings are two arcs out and two arcs back; everything is in one piece.
const outlines = [
  // A ring, a crescent, a half and a quarter of a disc, a drop, an arch, an oval.
  'M-.95 0A.95 .95 0 1 1 .95 0A.95 .95 0 1 1-.95 0ZM-.5 0A.5 .5 0 1 0 .5 0A.5 .5 0 1 0-.5 0Z',
  'M.3-.9A.95 .95 0 1 0 .3 .9A.75 .75 0 0 1 .3-.9Z',
  'M-.95 .4A.95 .95 0 0 1 .95 .4Z',
  'M-.7 .7L-.7-.7A1.4 1.4 0 0 1 .7 .7Z',
  'M0-1C.3-.5.65-.1.65 .3A.65 .65 0 0 1-.65 .3C-.65-.1-.3-.5 0-1Z',
  'M-.8 .8L-.8-.1A.8 .8 0 0 1 .8-.1L.8 .8L.35 .8L.35-.1A.35 .35 0 0 0-.35-.1L-.35 .8Z',
  'M-.95 0A.95 .5 0 1 1 .95 0A.95 .5 0 1 1-.95 0Z',
  // Arrows, a bolt of lightning, letters L, T, U and Z, a step.
  'M-.95-.25L.2-.25L.2-.65L.95 0L.2 .65L.2 .25L-.95 .25Z',
  'M0-.95L.65-.2L.25-.2L.25 .95L-.25 .95L-.25-.2L-.65-.2Z',
  'M.2-.95L-.6 .15L-.1 .15L-.3 .95L.6-.25L.1-.25Z',
  'M-.6-.9L-.15-.9L-.15 .45L.65 .45L.65 .9L-.6 .9Z',
  'M-.8-.8L.8-.8L.8-.35L.22-.35L.22 .85L-.22 .85L-.22-.35L-.8-.35Z',
  'M-.75-.8L-.3-.8L-.3 .35L.3 .35L.3-.8L.75-.8L.75 .8L-.75 .8Z',
  'M-.75-.8L.75-.8L.75-.4L-.1 .4L.75 .4L.75 .8L-.75 .8L-.75 .4L.1-.4L-.75-.4Z',
  'M-.85 .8L-.85 .25L-.3 .25L-.3-.25L.25-.25L.25-.8L.85-.8L.85 .8Z',
  // A parallelogram, a trapezium, a long bar, a chevron, a house, a kite.
  'M-.4-.5L.95-.5L.4 .5L-.95 .5Z',
  'M-.45-.55L.45-.55L.95 .55L-.95 .55Z',
  'M-.95-.28L.95-.28L.95 .28L-.95 .28Z',
  'M-.7-.9L-.1-.9L.75 0L-.1 .9L-.7 .9L.1 0Z',
  'M0-.95L.8-.2L.8 .85L-.8 .85L-.8-.2Z',
  'M0-.55L.95-.1L0 .95L-.95-.1Z',
] as const;

/** A closed outline that goes around once, now nearer and now further away. */
function pebble(chance: Chance): string {
  const corners = chance.whole(7, 11);
  const points = Array.from({ length: corners }, (_, corner) => {
    const [angle, reach] = [(2 * Math.PI * corner) / corners, chance.between(0.45, 1)];
    return `${(reach * Math.sin(angle)).toFixed(3)} ${(-reach * Math.cos(angle)).toFixed(3)}`;
  });
  return `M${points.join('L')}Z`;
}
