import { median } from '../median.ts';
import type { Contender, Task } from './contender.ts';

/** Milliseconds of each round, by the contender's name. */
export type Rounds = ReadonlyMap<string, readonly number[]>;

/** Gives a task to the contenders in turn, so that whatever disturbs a round disturbs them all. The first round only warms up. */
export async function alternate(contenders: readonly Contender[], task: Task, rounds: number): Promise<Rounds> {
  const times = new Map(contenders.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round <= rounds; round++) {
    for (const { name, measure } of contenders) {
      const elapsedMs = await measure(task);
      if (round > 0) times.get(name)?.push(elapsedMs);
    }
  }
  return times;
}

/** How many times faster `name` is than the faster of its peers: the median of the rounds' ratios. */
export function ratioToBest(rounds: Rounds, name: string, peers: readonly string[]): number {
  const own = timesOf(rounds, name);
  const fastest = peers.toSorted((a, b) => median(timesOf(rounds, a)) - median(timesOf(rounds, b)))[0] ?? '';
  return median(timesOf(rounds, fastest).map((elapsedMs, round) => elapsedMs / own[round]!));
}

export function timesOf(rounds: Rounds, name: string): readonly number[] {
  const times = rounds.get(name);
  if (!times) throw new RangeError(`${name} took no part.`);
  return times;
}
