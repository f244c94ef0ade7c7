// P points · 3 axes

/**
 * Positions with each axis turned so that it agrees with another space's about the points that both have. The sign of a
 * principal component means nothing, and two plots side by side are compared by eye.
 */
export function turnedTowards(
  positions_P3: Float32Array,
  others_P3: Float32Array,
  counterpart: (point: number) => number | undefined,
): Float32Array {
  const agreement = [0, 0, 0];
  for (let point = 0; point < positions_P3.length / 3; point++) {
    const other = counterpart(point);
    if (other === undefined) continue;
    for (let axis = 0; axis < 3; axis++) {
      const product = positions_P3[point * 3 + axis]! * others_P3[other * 3 + axis]!;
      if (Number.isFinite(product)) agreement[axis]! += product;
    }
  }
  return positions_P3.map((value, i) => (agreement[i % 3]! < 0 ? -value : value));
}
