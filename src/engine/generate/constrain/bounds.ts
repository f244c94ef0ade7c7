import { remark } from '../../api/remarks.ts';
import { mostDigits, type Decimals } from './decimal.ts';
import { refuse, type SchemaObject } from './keywords.ts';

/** The numbers that a schema allows, as far as they are written with at most 15 digits. */
export function readBounds(schema: SchemaObject, type: 'number' | 'integer', place: string): Decimals {
  const named = bounds.flatMap((name) => {
    const value = schema[name];
    if (value === undefined) return [];
    return typeof value === 'number'
      ? [{ name, value: exact(value) }]
      : refuse(remark('part/no-number', { keyword: name }), place);
  });
  const places = type === 'integer' ? 0 : placesFor(named.map(({ value }) => value));
  const unit = 10n ** BigInt(places);
  let [least, most] = [-(10n ** BigInt(mostDigits) - 1n), 10n ** BigInt(mostDigits) - 1n];
  for (const { name, value } of named) {
    if (name.endsWith('inimum'))
      least = larger(least, roundUp(value, places) + (isExclusive(name, value, places) ? 1n : 0n));
    else most = smaller(most, roundDown(value, places) - (isExclusive(name, value, places) ? 1n : 0n));
  }
  return { least, most, step: stepOf(schema, unit, place), places };
}

const bounds = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'] as const;

/** A number that is exactly `digits` × 10^-`places`. */
interface Exact {
  readonly digits: bigint;
  readonly places: number;
}

/** The shortest decimal that a reader takes for this number. */
function exact(value: number): Exact {
  const [, sign = '', whole = '0', fraction = '', power = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(String(value)) ?? [];
  const places = fraction.length - Number(power);
  const digits = BigInt(sign + whole + fraction);
  return places >= 0 ? { digits, places } : { digits: digits * 10n ** BigInt(-places), places: 0 };
}

/** As many decimal places as the bounds have, at least six, and no more than their digits before the point leave. */
function placesFor(values: readonly Exact[]): number {
  const wanted = Math.max(6, ...values.map(({ places }) => places));
  const whole = Math.max(
    1,
    ...values.map(({ digits, places }) => String(digits / 10n ** BigInt(places)).replace('-', '').length),
  );
  return Math.max(0, Math.min(wanted, mostDigits - whole));
}

function isExclusive(name: string, { digits, places }: Exact, unitPlaces: number): boolean {
  if (!name.startsWith('exclusive')) return false;
  return places <= unitPlaces || digits % 10n ** BigInt(places - unitPlaces) === 0n;
}

function roundDown({ digits, places }: Exact, wanted: number): bigint {
  if (places <= wanted) return digits * 10n ** BigInt(wanted - places);
  const unit = 10n ** BigInt(places - wanted);
  const towardsZero = digits / unit;
  return digits < 0n && towardsZero * unit !== digits ? towardsZero - 1n : towardsZero;
}

function roundUp({ digits, places }: Exact, wanted: number): bigint {
  return -roundDown({ digits: -digits, places }, wanted);
}

function stepOf({ multipleOf }: SchemaObject, unit: bigint, place: string): bigint {
  if (multipleOf === undefined) return 1n;
  const isWhole = Number.isSafeInteger(multipleOf) && Number(multipleOf) >= 1;
  return isWhole ? BigInt(Number(multipleOf)) * unit : refuse('multipleOf that is no whole number', place);
}

const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);
