/** Text without spaces around it, or what stands for anything else. */
export const text = (value: unknown, otherwise: string) => (typeof value === 'string' ? value.trim() : otherwise);

/** All texts of a list that say something. */
export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.map((item) => text(item, '')).filter((item) => item !== '') : [];
}

/** The value where it is one of those allowed. */
export function oneOf<T extends string>(value: unknown, allowed: readonly T[]): T | undefined {
  return allowed.find((candidate) => candidate === value);
}

/** A number within its limits, or what stands for anything else. */
export function number(value: unknown, otherwise: number, least: number, most: number): number {
  return typeof value === 'number' && !Number.isNaN(value) ? Math.min(most, Math.max(least, value)) : otherwise;
}
