// P points · 3: x and y in pixels, and nearness

/** The point seen nearest to a pixel, within a reach in pixels; of equally near ones the one in front. */
export function pointAt(seen_P3: Float32Array, { x, y }: Pixel, reach = 12): number | undefined {
  let found: number | undefined;
  let best = reach * reach;
  for (let i = 0; i < seen_P3.length; i += 3) {
    const distance = (seen_P3[i]! - x) ** 2 + (seen_P3[i + 1]! - y) ** 2;
    const isInFront = distance === best && found !== undefined && seen_P3[i + 2]! > seen_P3[found * 3 + 2]!;
    if (distance < best || isInFront) [found, best] = [i / 3, distance];
  }
  return found;
}

export interface Pixel {
  readonly x: number;
  readonly y: number;
}

/** The points within a closed line of pixels. */
export function pointsWithin(seen_P3: Float32Array, outline: readonly Pixel[]): number[] {
  const found: number[] = [];
  if (outline.length < 3) return found;
  for (let i = 0; i < seen_P3.length; i += 3) {
    if (isWithin({ x: seen_P3[i]!, y: seen_P3[i + 1]! }, outline)) found.push(i / 3);
  }
  return found;
}

/** A line from the pixel to the right crosses the outline an odd number of times. */
function isWithin({ x, y }: Pixel, outline: readonly Pixel[]): boolean {
  let inside = false;
  for (const [i, a] of outline.entries()) {
    const b = outline[(i + 1) % outline.length]!;
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}

export type Direction = 'left' | 'right' | 'up' | 'down';

const steps: { readonly [direction in Direction]: readonly [x: number, y: number] } = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
};

/** The next point in a direction on the screen: near, and not far aside. From no point, the first that is seen. */
export function pointTowards(
  seen_P3: Float32Array,
  from: number | undefined,
  direction: Direction,
): number | undefined {
  if (from === undefined) return firstSeen(seen_P3);
  const [dx, dy] = steps[direction];
  let found: number | undefined;
  let best = Infinity;
  for (let i = 0; i < seen_P3.length; i += 3) {
    const [x, y] = [seen_P3[i]! - seen_P3[from * 3]!, seen_P3[i + 1]! - seen_P3[from * 3 + 1]!];
    const along = x * dx + y * dy;
    const cost = along + 2.5 * Math.abs(x * dy - y * dx);
    if (along > 0.5 && cost < best) [found, best] = [i / 3, cost];
  }
  return found ?? from;
}

function firstSeen(seen_P3: Float32Array): number | undefined {
  for (let i = 0; i < seen_P3.length; i += 3) if (Number.isFinite(seen_P3[i])) return i / 3;
  return undefined;
}
