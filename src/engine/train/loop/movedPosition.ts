import { drawStep, firstPosition, type Draw, type DrawRule } from './draws.ts';
import { firstLevel, type LevelState } from './levels.ts';
import type { RunState } from './runState.ts';

/**
 * The state of a run whose recipe may have other sources now. Those that it knows go on where they were, new ones begin, and draws
 * made ahead from those that are gone are made anew. With the same sources all stays as it was.
 */
export function movedPosition(state: RunState, rule: DrawRule, sources: readonly string[]): RunState {
  const places = formerPlaces(state, sources);
  const start = firstPosition(rule);
  const { drawn, levels } = state.position;
  let position = {
    drawn: start.drawn.map((first, i) => valueAt(drawn, places[i]) ?? first),
    levels: start.levels.map((first, i) => reachable(valueAt(levels, places[i]) ?? first, rule.sources[i]?.highest)),
  };
  const pending = state.pending.map((draws, i) => {
    const kept = draws.flatMap((draw) => moved(draw, places));
    const made = drawStep({ ...rule, samplesPerStep: draws.length - kept.length }, position, state.step + 1 + i);
    position = { ...position, drawn: made.drawn };
    return [...kept, ...made.draws];
  });
  return { ...state, position, pending, sources };
}

type Places = readonly (number | undefined)[];

/** Where each source stood before: found by its name; among as many as before, one under another name is taken for that of its place. */
function formerPlaces({ sources: names, position }: RunState, sources: readonly string[]): Places {
  const before = names ?? position.drawn.map((_, i) => sources[i]);
  const taken = new Set<number>();
  const take = (place: number): number | undefined => {
    if (place === -1 || taken.has(place)) return undefined;
    taken.add(place);
    return place;
  };
  const named = sources.map((name) => take(before.findIndex((one, i) => one === name && !taken.has(i))));
  return before.length === sources.length ? named.map((place, i) => place ?? take(i)) : named;
}

function valueAt<T>(values: readonly T[], place: number | undefined): T | undefined {
  return place === undefined ? undefined : values[place];
}

/** A level that is no longer there gives way to the hardest that is. */
function reachable(state: LevelState, highest = 0): LevelState {
  return state.level > highest ? { ...firstLevel, level: highest } : state;
}

function moved(draw: Draw, places: Places): Draw[] {
  const source = places.indexOf(draw.source);
  return source === -1 ? [] : [{ ...draw, source }];
}
