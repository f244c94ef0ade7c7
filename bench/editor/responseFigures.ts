import type { Stretch } from './ownStretch.ts';

/** What one extension host found while documents were edited and the engine worked. */
export interface ResponseFigures {
  /** Over a picture whose explanation is kept. */
  hovers: HoverTime[];
  /** The longest turn of the host's event loop. */
  longestTurnMs: number;
  /** Its processor time: what it would be on a machine that does nothing else. */
  longestOwnMs: number;
  /** The longest time in which nothing but our extension ran, by a profile of the thread. */
  ownStretch: Stretch;
  answers: number;
  edits: number;
}

/** From the question to the answer, through the window and back; and the processor time of the host's thread. */
export interface HoverTime {
  ms: number;
  ownMs: number;
}

/** The line of a log that has the figures starts so. */
export const responseMark = 'response figures ';
