import { either, state, type State } from './state.ts';

/**
 * Numbers that may be written: `least` to `most`, as multiples of `step`, all three counted in units of the last of
 * `places` decimal places. At most 15 digits in all: so many survive in the numbers of JavaScript.
 */
export interface Decimals {
  readonly least: bigint;
  readonly most: bigint;
  readonly step: bigint;
  readonly places: number;
}

/** Digits of a decimal that no reader rounds. */
export const mostDigits = 15;

/** Whether there is any such number. */
export function hasDecimal({ least, most, step }: Decimals): boolean {
  return hasMultiple(least, most, step);
}

/** One of the numbers, as JSON without an exponent. */
export function decimal(allowed: Decimals, next: State): State {
  const { least, most } = allowed;
  // Zero has no sign.
  const negative: Writing = { ...allowed, least: larger(1n, -most), most: -least, next };
  const positive: Writing = { ...allowed, least: larger(0n, least), most, next };
  return state((byte) => {
    if (byte === 0x2d) return hasDecimal(negative) ? state((digit) => firstDigit(digit, negative)) : undefined;
    return firstDigit(byte, positive);
  });
}

/** Bounds of the number without its sign. */
interface Writing extends Decimals {
  readonly next: State;
}

function firstDigit(byte: number, writing: Writing): State | undefined {
  const digit = digitOf(byte);
  return digit === undefined ? undefined : whole(digit, 1, writing);
}

/** After `digits` digits before the point, which are `value`. */
function whole(value: bigint, digits: number, writing: Writing): State | undefined {
  const { places, next } = writing;
  const mayGrow = value > 0n && digits < mostDigits - places;
  const more = state((byte) => {
    if (byte === 0x2e && canGoOn(value, 0, writing)) return state((after) => fractionDigit(after, value, 0, writing));
    const digit = digitOf(byte);
    return digit === undefined || !mayGrow ? undefined : whole(value * 10n + digit, digits + 1, writing);
  });
  const ways = [...(isAllowed(value, 0, writing) ? [next] : []), ...(leads(value, digits, writing) ? [more] : [])];
  return ways.length === 0 ? undefined : either(ways);
}

/** Whether digits before the point that are still to come, or a fraction, lead to a number. */
function leads(value: bigint, digits: number, writing: Writing): boolean {
  if (canGoOn(value, 0, writing)) return true;
  if (value === 0n) return false;
  const { least, most, step, places } = writing;
  for (let more = 1; digits + more <= mostDigits - places; more++) {
    const unit = 10n ** BigInt(more + places);
    if (meets(value * unit, (value + 1n) * unit - 1n, { least, most, step })) return true;
  }
  return false;
}

function fractionDigit(byte: number, before: bigint, places: number, writing: Writing): State | undefined {
  const digit = digitOf(byte);
  return digit === undefined ? undefined : fraction(before * 10n + digit, places + 1, writing);
}

/** After `done` digits behind the point; all digits together are `value`. */
function fraction(value: bigint, done: number, writing: Writing): State | undefined {
  const more = state((byte) => fractionDigit(byte, value, done, writing));
  const ways = [
    ...(isAllowed(value, done, writing) ? [writing.next] : []),
    ...(canGoOn(value, done, writing) ? [more] : []),
  ];
  return ways.length === 0 ? undefined : either(ways);
}

function isAllowed(value: bigint, done: number, { least, most, step, places }: Writing): boolean {
  const scaled = value * 10n ** BigInt(places - done);
  return scaled >= least && scaled <= most && scaled % step === 0n;
}

/** Whether more digits behind the point lead to a number. */
function canGoOn(value: bigint, done: number, writing: Writing): boolean {
  if (done >= writing.places) return false;
  const unit = 10n ** BigInt(writing.places - done);
  return meets(value * unit, (value + 1n) * unit - 1n, writing);
}

function meets(from: bigint, to: bigint, { least, most, step }: Omit<Decimals, 'places'>): boolean {
  return hasMultiple(larger(from, least), smaller(to, most), step);
}

function hasMultiple(least: bigint, most: bigint, step: bigint): boolean {
  if (least > most) return false;
  if (least <= 0n && most >= 0n) return true;
  const [low, high] = most < 0n ? [-most, -least] : [least, most];
  return (high / step) * step >= low;
}

const digitOf = (byte: number): bigint | undefined => (byte >= 0x30 && byte <= 0x39 ? BigInt(byte - 0x30) : undefined);
const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);
