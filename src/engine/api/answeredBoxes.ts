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
 * picture. The four tags are special tokens, which are no text: what usually comes is `name[[x1, y1, x2, y2], …]`. What is
 * no box inside the picture is left out.
 */
export function answeredBoxes(answer: string): AnsweredBox[] {
  const lists = [...answer.matchAll(listOfBoxes)];
  const boxes = lists.flatMap(({ 0: list, index }, i) => {
    const before = lists[i - 1];
    const name = nameAtEnd(answer.slice(before ? before.index + before[0].length : 0, index));
    return [...list.matchAll(four)].flatMap(([, ...numbers]) => readBox(numbers.map(Number), name));
  });
  return boxes.slice(0, mostBoxes);
}

const four = /\[\s*(\d{1,4})\s*,\s*(\d{1,4})\s*,\s*(\d{1,4})\s*,\s*(\d{1,4})\s*\]/g;

/** One bracket more than a box has, or the tag: four numbers by themselves are no box. The end may have been cut. */
const listOfBoxes = new RegExp(`(?:<box>\\s*(?:\\[\\s*)?|\\[\\s*)(?:${four.source}[\\s,]*)+\\]?(?:\\s*</box>)?`, 'g');

const mostBoxes = 100;
const whole = 1000;

function readBox([x1 = 0, y1 = 0, x2 = 0, y2 = 0]: number[], name: string): AnsweredBox[] {
  if (x1 >= x2 || y1 >= y2 || x2 > whole || y2 > whole) return [];
  return [{ left: x1 / whole, top: y1 / whole, width: (x2 - x1) / whole, height: (y2 - y1) / whole, name }];
}

/** What stands between the tags for it; without them the few words since the last sign, where they are few. */
function nameAtEnd(before: string): string {
  const end = before.slice(-longestName - 20);
  const tagged = /<ref>([^<]*)<\/ref>\s*$/.exec(end)?.[1];
  const words = /[^\n.,;:!?|。，；：！？<>()[\]{}"“”]*$/.exec(end.replace(/[\s:：*"“”]+$/, ''))?.[0] ?? '';
  const name = (tagged ?? words.replace(/^[\s*#-]+/, '')).trim();
  return name.length > (tagged === undefined ? longestPhrase : longestName) ? '' : name;
}

const longestName = 200;
/** In characters. A longer text is a sentence around the box. */
const longestPhrase = 40;
