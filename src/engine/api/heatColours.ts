/** Red, green and blue of a value from 0 to 1 at even steps, from dark violet over red to light yellow: matplotlib's inferno. */
export const heatColours: readonly (readonly [red: number, green: number, blue: number])[] = [
  [0, 0, 4],
  [40, 11, 84],
  [101, 21, 110],
  [159, 42, 99],
  [212, 72, 66],
  [245, 125, 21],
  [250, 193, 39],
  [252, 255, 164],
];
