/** A number of bytes for reading: "1.2 GB". */
export function formatBytes(bytes: number): string {
  const step = byteUnits.findIndex((_, index) => bytes < 1000 ** (index + 1));
  const index = step === -1 ? byteUnits.length - 1 : step;
  return `${withThreeDigits(bytes / 1000 ** index)} ${byteUnits[index]!}`;
}

/** A count for reading: "2.6 B". */
export function formatCount(count: number): string {
  const index = [1e3, 1e6, 1e9].filter((limit) => count >= limit).length;
  return `${withThreeDigits(count / 1000 ** index)}${countUnits[index]!}`;
}

const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'];
const countUnits = ['', ' K', ' M', ' B'];

function withThreeDigits(value: number): string {
  return String(Number(value.toPrecision(value < 1000 ? 3 : 4)));
}
