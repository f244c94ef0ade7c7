/** A part of a picture that an answer names: shares of its width and height. */
export interface AnsweredBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** What the model says lies there; empty where it does not say. */
  readonly name: string;
}

/**
 * The boxes of an answer as InternVL models write them, `<ref>name</ref><box>[[x1, y1, x2, y2], …]</box>`, in thousandths of the
 * picture. What is no box inside the picture is left out.
 */
export function boxesOf(answer: string): AnsweredBox[] {
  return [...answer.matchAll(/(?:<ref>([^<]{0,200})<\/ref>\s*)?<box>([^<]{0,4000})<\/box>/g)]
    .flatMap(([, name = '', list = '']) => [...list.matchAll(four)].flatMap((found) => readBox(found, name.trim())))
    .slice(0, mostBoxes);
}

const four = /\[\s*(\d{1,4})\s*,\s*(\d{1,4})\s*,\s*(\d{1,4})\s*,\s*(\d{1,4})\s*\]/g;
const mostBoxes = 100;
const whole = 1000;

function readBox([, ...four]: RegExpExecArray | RegExpMatchArray, name: string): AnsweredBox[] {
  const [left = 0, top = 0, right = 0, bottom = 0] = four.map((text) => Number(text) / whole);
  if (left >= right || top >= bottom || right > 1 || bottom > 1) return [];
  return [{ left, top, width: right - left, height: bottom - top, name }];
}
