/** A part of a picture in pixels, from its top left corner. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/**
 * The boxes in an answer of an InternVL model: `[[x1, y1, x2, y2], …]` in thousandths of the picture's width and height.
 * What is no box inside the picture is left out.
 */
export function readBoxes(answer: string, { width, height }: { width: number; height: number }): Box[] {
  const numbers = [...answer.matchAll(boxPattern)].map(([, ...four]) => four.map(Number));
  return numbers.flatMap(([x1 = 0, y1 = 0, x2 = 0, y2 = 0]) => {
    const isBox = x1 < x2 && y1 < y2 && x2 <= whole && y2 <= whole;
    return isBox ? [toPixels([x1, y1, x2, y2], width, height)] : [];
  });
}

const whole = 1000;
const boxPattern = /\[\s*(\d{1,4})\s*,\s*(\d{1,4})\s*,\s*(\d{1,4})\s*,\s*(\d{1,4})\s*\]/g;

function toPixels([x1, y1, x2, y2]: [number, number, number, number], width: number, height: number): Box {
  const along = (thousandths: number, size: number) => Math.round((thousandths / whole) * size);
  return { left: along(x1, width), top: along(y1, height), right: along(x2, width), bottom: along(y2, height) };
}
