/** A dense row-major array in float64, whole numbers and truth values included. */
export interface NdArray {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** The array whose element at `index` is `element(index)`. */
export function build(shape: readonly number[], element: (index: number[]) => number): NdArray {
  const data = new Float64Array(count(shape));
  for (let i = 0; i < data.length; i++) data[i] = element(indexOf(shape, i));
  return { shape, data };
}

/** The element at `index`; where `x` has fewer axes or an axis of size 1, as broadcasting reads it. */
export function at(x: NdArray, index: readonly number[]): number {
  const own = index.slice(index.length - x.shape.length);
  return x.data[offsetOf(x.shape, own)] ?? NaN;
}

/** Every index of the shape, in row-major order. */
export function indices(shape: readonly number[]): number[][] {
  return Array.from({ length: count(shape) }, (_, i) => indexOf(shape, i));
}

export function broadcastShape(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const [sizeA, sizeB] = [a[a.length - rank + i] ?? 1, b[b.length - rank + i] ?? 1];
    return sizeA === 1 ? sizeB : sizeA;
  });
}

export function count(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

function indexOf(shape: readonly number[], position: number): number[] {
  const index: number[] = [];
  for (const size of shape.toReversed()) {
    index.unshift(position % size);
    position = Math.floor(position / size);
  }
  return index;
}

export function offsetOf(shape: readonly number[], index: readonly number[]): number {
  return shape.reduce((offset, size, axis) => offset * size + (size === 1 ? 0 : (index[axis] ?? 0)), 0);
}
