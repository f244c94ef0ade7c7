/** One number that a benchmark found, and what it has to be where it has to be something. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** Where and how benchmarks run. */
export interface Environment {
  /** Full-size models, the peer and whatever else takes long to make is kept here. */
  readonly cacheFolder: string;
  /** Threads of every contender alike. */
  readonly threads: number;
  /** What follows the benchmark's name on the command line. */
  readonly folders: readonly string[];
  readonly log: (line: string) => void;
}

/** Measures one thing; each lies in a file of its own. */
export type Benchmark = (environment: Environment) => Promise<Measurement[]>;

/** Whether a measurement keeps its bound; one without a bound does. */
export function keepsBound({ value, atMost = Infinity, atLeast = -Infinity }: Measurement): boolean {
  return value <= atMost && value >= atLeast;
}
