/** Whole pixels. */
export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/**
 * How large a page is drawn: at two hundred dots an inch, at which small print can be read, but neither smaller nor larger
 * than tiles show. Undefined for a page without a size. Pages are measured in points, 72 an inch.
 */
export function pageSize(points: { width: number; height: number }, longestSide?: number): PixelSize | undefined {
  const longer = Math.max(points.width, points.height);
  if (!(Math.min(points.width, points.height) > 0) || !Number.isFinite(longer)) return undefined;
  const wanted = longestSide ?? Math.max(leastSide, (longer * dotsPerInch) / pointsPerInch);
  const scale = Math.min(wanted, mostSide) / longer;
  const side = (length: number): number => Math.max(1, Math.round(length * scale));
  return { width: side(points.width), height: side(points.height) };
}

const dotsPerInch = 200;
const pointsPerInch = 72;
/** As drawings are: a stamp fills tiles, a poster is no larger than tiles show. */
const leastSide = 1024;
const mostSide = 4096;
