import type { Stretch } from './ownStretch.ts';

/** What one extension host found while documents were edited and the engine worked. */
export interface ResponseFigures {
  /** Over a picture whose explanation is kept. */
  hovers: HoverTime[];
  /** The longest time in which nothing but our extension ran, by a profile of the thread. */
  ownStretch: Stretch;
  /** While somebody typed in an ordinary document. */
  typing: WatchedTime;
  /** While large documents were edited, pointed at and fixed. */
  working: WatchedTime;
}

export interface WatchedTime {
  edits: number;
  answers: number;
  /** How late a timer of the host came, at most, by the clock. */
  longestDelayMs: number;
}

/** From the question to the answer, through the window and back. */
export interface HoverTime {
  ms: number;
  /** Processor time of the host's thread meanwhile. */
  ownMs: number;
  /** The same way of a hover that another extension fills with fixed words. */
  fixedMs: number;
}

/** The line of a log that has the figures starts so. */
export const responseMark = 'response figures ';
