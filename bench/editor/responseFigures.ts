/** What one extension host found while documents were edited and the engine worked. */
export interface ResponseFigures {
  /** Of each hover over a picture whose explanation is kept. */
  hoverMs: number[];
  /** The longest turn of the host's event loop. */
  longestTurnMs: number;
  /** Its processor time: what it would be on a machine that does nothing else. */
  longestOwnMs: number;
  answers: number;
  edits: number;
}

/** The line of a log that has the figures starts so. */
export const responseMark = 'response figures ';
