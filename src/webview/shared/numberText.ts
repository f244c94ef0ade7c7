/** A number as a person reads it, with so many digits after the point; a dash where there is none. */
export function numberText(value: number | undefined, digits = 2): string {
  if (value === undefined || !Number.isFinite(value)) return '–';
  // A minus that rounding has left alone with zeros would only puzzle.
  return value.toFixed(digits).replace(/^-(0\.?0*)$/, '$1');
}

/** A share in [0, 1] in percent: `12 %`, and what is less than one `< 1 %`. */
export function percent(share: number): string {
  return share > 0 && share < 0.01 ? '< 1 %' : `${numberText(share * 100, 0)} %`;
}
