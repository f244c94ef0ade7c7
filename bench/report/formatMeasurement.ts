import { keepsBound, type Measurement } from '../benchmark.ts';

/** A measurement as text, with its bound: `load 1.21 s (at most 1.5: missed)`. */
export function formatMeasurement(measurement: Measurement): string {
  const { name, value, unit, atMost, atLeast } = measurement;
  const bounds = [
    ...(atMost === undefined ? [] : [`at most ${atMost}`]),
    ...(atLeast === undefined ? [] : [`at least ${atLeast}`]),
  ];
  const verdict = bounds.length === 0 ? '' : ` (${bounds.join(', ')}: ${keepsBound(measurement) ? 'kept' : 'missed'})`;
  return `${name} ${round(value)} ${unit}${verdict}`;
}

/** Three digits are as many as repeat. */
function round(value: number): string {
  return Math.abs(value) >= 1000 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
