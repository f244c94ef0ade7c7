/** The value that would stand at place `k` (from 1) if `values` were sorted from large to small; linear time on average. */
export function kthLargest(values: Float32Array, k: number): number {
  const work = values.slice();
  const target = k - 1;
  let low = 0;
  let high = work.length - 1;
  while (low < high) {
    const [left, right] = partition(work, low, high);
    if (target <= right) high = right;
    else if (target >= left) low = left;
    else break; // Everything between the two halves equals the pivot.
  }
  return work[target]!; // 1 ≤ k ≤ values.length
}

/** Hoare's partition around the middle element, larger values first: [low..right] ≥ pivot ≥ [left..high]. */
function partition(work: Float32Array, low: number, high: number): [left: number, right: number] {
  const pivot = work[(low + high) >>> 1]!;
  let left = low;
  let right = high;
  while (left <= right) {
    while (work[left]! > pivot) left++;
    while (work[right]! < pivot) right--;
    if (left <= right) swap(work, left++, right--);
  }
  return [left, right];
}

function swap(work: Float32Array, i: number, j: number): void {
  const kept = work[i]!;
  work[i] = work[j]!;
  work[j] = kept;
}
