/** Where values lie along an axis: 0 at its beginning, 1 at its end. */
export interface Scale {
  place(value: number): number;
  /** The value at a place. */
  at(place: number): number;
  readonly ticks: readonly { readonly value: number; readonly text: string }[];
}

/** A range of values, the least first. */
export type Range = readonly [least: number, most: number];

/** An axis over a range. A logarithmic one shows values above 0 alone. */
export function scaleOf(range: Range, kind: 'linear' | 'log', mostTicks: number): Scale {
  return kind === 'log' && range[0] > 0 ? logScale(range, mostTicks) : linearScale(range, mostTicks);
}

function linearScale(range: Range, mostTicks: number): Scale {
  const [least, most] = widened(range);
  return {
    place: (value) => (value - least) / (most - least),
    at: (place) => least + place * (most - least),
    ticks: roundValues(least, most, mostTicks).map((value) => ({ value, text: shortNumber(value) })),
  };
}

function logScale(range: Range, mostTicks: number): Scale {
  const [least, most] = widened([Math.log10(range[0]), Math.log10(range[1])]);
  const powers = steps(Math.ceil(least), Math.floor(most), Math.ceil((most - least) / mostTicks)).map((e) => 10 ** e);
  // Within one power of ten its round values are ticks.
  const values = powers.length >= 2 ? powers : roundValues(10 ** least, 10 ** most, mostTicks);
  return {
    place: (value) => (value > 0 ? (Math.log10(value) - least) / (most - least) : NaN),
    at: (place) => 10 ** (least + place * (most - least)),
    ticks: values.filter((value) => value > 0).map((value) => ({ value, text: shortNumber(value) })),
  };
}

/** A range of one value has no length to lay it on; nor has one that is as short as numbers of its size are rounded. */
function widened([least, most]: Range): Range {
  if (most - least > 1e-9 * Math.max(Math.abs(least), Math.abs(most))) return [least, most];
  const room = Math.abs(least) * 0.1 || 1;
  return [least - room, most + room];
}

/** Multiples of 1, 2 or 5 times a power of ten. */
function roundValues(least: number, most: number, count: number): number[] {
  const rough = (most - least) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (([1, 2, 5] as const).find((one) => one * power >= rough) ?? 10);
  return steps(Math.ceil(least / step), Math.floor(most / step), 1).map((each) => each * step);
}

function steps(first: number, last: number, by: number): number[] {
  const length = Math.max(0, Math.floor((last - first) / Math.max(1, by)) + 1);
  return Array.from({ length }, (_, i) => first + i * Math.max(1, by));
}

/** A number in a few characters: 12k, 0.0031, 2e-5. */
export function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (size >= 1e9) return `${trimmed(value / 1e9)}G`;
  if (size >= 1e6) return `${trimmed(value / 1e6)}M`;
  if (size >= 1e4) return `${trimmed(value / 1e3)}k`;
  if (size !== 0 && size < 1e-3) return value.toExponential(1).replace('.0e', 'e').replace('e-0', 'e-');
  return trimmed(value);
}

/** Three digits, without zeros at the end. */
function trimmed(value: number): string {
  return String(Number(value.toPrecision(3)));
}
