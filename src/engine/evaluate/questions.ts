import type { RgbImage } from '../image/rgbImage.ts';

/** Questions with known answers, by number. */
export interface Benchmark {
  readonly name: string;
  /** How many pictures there are to ask about. */
  readonly length: number;
  /** In an order whose beginning is as varied as the whole, for when there is no time for all. */
  readonly read: (index: number) => Promise<BenchmarkItem>;
}

/** What is asked about one picture, or about a few that belong together. */
export interface BenchmarkItem {
  readonly pictures: readonly RgbImage[];
  readonly turns: readonly BenchmarkTurn[];
}

export interface BenchmarkTurn {
  readonly task: string;
  readonly level: number;
  readonly question: string;
  readonly expected: string;
  /** What is usually answered to such a question, where that was counted elsewhere. */
  readonly blind?: string;
}
