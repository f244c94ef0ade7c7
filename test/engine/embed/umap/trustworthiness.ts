/**
 * How far neighbours in a map are neighbours in the vectors (Venna and Kaski, 2001), in [0, 1]: the mean over all points,
 * or over some of them.
 */
export function trustworthiness(
  vectors: Float32Array,
  map: Float32Array,
  { rows, count, points = range(rows) }: { rows: number; count: number; points?: readonly number[] },
): number {
  const [width, axes] = [vectors.length / rows, map.length / rows];
  let penalty = 0;
  for (const point of points) {
    const ranks = new Map(order(vectors, width, point, rows).map((other, rank) => [other, rank + 1]));
    for (const other of order(map, axes, point, rows).slice(0, count))
      penalty += Math.max(0, (ranks.get(other) ?? 0) - count);
  }
  return 1 - (2 * penalty) / (points.length * count * (2 * rows - 3 * count - 1));
}

function order(vectors: Float32Array, width: number, from: number, rows: number): number[] {
  const squares = range(rows).map((other) => {
    let sum = 0;
    for (let d = 0; d < width; d++) sum += (vectors[from * width + d]! - vectors[other * width + d]!) ** 2;
    return sum;
  });
  return range(rows)
    .filter((other) => other !== from)
    .sort((a, b) => squares[a]! - squares[b]!);
}

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
