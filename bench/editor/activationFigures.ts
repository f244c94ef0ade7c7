/** What one extension host found. */
export interface ActivationFigures {
  empty: Activation;
  ours: Activation;
}

export interface Activation {
  ms: number;
  /** Processor time of the host's main thread. */
  ownMs: number;
  heapBytes: number;
}

/** The line of a log that has the figures starts so. */
export const figuresMark = 'activation figures ';
