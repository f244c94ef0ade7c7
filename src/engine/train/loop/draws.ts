import { seededRandom } from '../../generate/seededRandom.ts';
import { drawLevel, firstLevel, type LevelRule, type LevelShares, type LevelState } from './levels.ts';
import { shuffledIndex } from './shuffledIndex.ts';

/** A sample that a step will learn from. */
export interface Draw {
  /** Which source, by its place in the mixture. */
  readonly source: number;
  readonly index: number;
  readonly level: number;
  /** Of the run, the source and the round through it: what is random in the sample follows from it. */
  readonly seed?: number;
}

/** How far the data has been read: what a run needs to go on where it was. */
export interface DataPosition {
  /** The samples of each source that come next: how many were drawn, from where it began. */
  readonly drawn: readonly number[];
  readonly levels: readonly LevelState[];
}

/** What draws depend on. */
export interface DrawRule extends LevelShares {
  readonly seed: number;
  readonly samplesPerStep: number;
  readonly sources: readonly DrawnSource[];
  /** The first index that is read of a source without an end; 0 where absent. */
  readonly firstIndex?: number;
}

/** A source to draw from, with what its rule says of levels, if it has one. */
interface DrawnSource extends Partial<Pick<LevelRule, 'first' | 'highest'>> {
  readonly weight: number;
  readonly length?: number;
}

/** The beginning of the data. */
export function firstPosition({ sources, firstIndex = 0 }: Pick<DrawRule, 'sources' | 'firstIndex'>): DataPosition {
  return {
    drawn: sources.map(({ length }) => (length === undefined ? firstIndex : 0)),
    levels: sources.map(({ first: level = 0 }) => ({ ...firstLevel, level })),
  };
}

/** The samples of step `step`. Depends on the seed, the step and the position alone. */
export function drawStep(rule: DrawRule, position: DataPosition, step: number): { draws: Draw[]; drawn: number[] } {
  const random = seededRandom(rule.seed + step * 2 ** 32);
  const drawn = [...position.drawn];
  const draws = Array.from({ length: rule.samplesPerStep }, () => {
    const source = drawSource(rule, random());
    // Every source has its count.
    const place = placeOf(rule, source, drawn[source]!++);
    const shares = { ...rule, highest: rule.sources[source]?.highest };
    return { source, ...place, level: drawLevel(position.levels[source] ?? firstLevel, shares, random) };
  });
  return { draws, drawn };
}

function drawSource({ sources }: DrawRule, share: number): number {
  const total = sources.reduce((sum, { weight }) => sum + weight, 0);
  let rest = share * total;
  const found = sources.findIndex(({ weight }) => (rest -= weight) < 0);
  return found === -1 ? sources.length - 1 : found;
}

/** A source without an end is read as it comes; one with an end in another order each time round. */
function placeOf(rule: DrawRule, source: number, count: number): Pick<Draw, 'index' | 'seed'> {
  const { length } = rule.sources[source] ?? {};
  const first = rule.seed + source * 1000;
  if (length === undefined) return { index: count, seed: first };
  const seed = first + Math.floor(count / length);
  return { index: shuffledIndex(count % length, length, seed), seed };
}
