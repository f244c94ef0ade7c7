import { answeredBoxes } from '../api/answeredBoxes.ts';

/** A part of a picture in pixels, from its top left corner. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The boxes in an answer about a picture of this size. */
export function readBoxes(answer: string, { width, height }: { width: number; height: number }): Box[] {
  return answeredBoxes(answer).map((box) => ({
    left: Math.round(box.left * width),
    top: Math.round(box.top * height),
    right: Math.round((box.left + box.width) * width),
    bottom: Math.round((box.top + box.height) * height),
  }));
}
