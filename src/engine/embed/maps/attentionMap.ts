// E embedding-module rows · T language-model tokens · N pieces that are foretold · t: E or T

import type { MapView } from '../../api/mapApi.ts';
import type { FloatModel } from './floatModel.ts';
import { foretell, type Foretold } from './foretold.ts';
import type { SequenceLayout } from './sequenceLayout.ts';
import { ascend, pause, stations, type Attended, type Station, type WalkCall } from './walk.ts';

/**
 * What the tokens look at after which the pieces are foretold: their mean, a value for each of the pictures' tokens. First
 * through all layers together (attention rollout, arXiv 2005.00928, heads averaged), then layer by layer, and where that is
 * wanted head by head.
 */
export async function attentionMap(
  model: FloatModel,
  foretold: Foretold,
  call: WalkCall & { readonly heads?: boolean },
): Promise<{ logProbability: number; views: MapView[] }> {
  const { layout, after } = foretold;
  const all = stations(model, layout);
  const entering = await ascend(all, (await foretold.enter()).rows, call);
  // `ascend` gives what enters each station, and then what leaves the last.
  const leaving = entering.pop()!;
  const { logProbability } = await foretell(model, foretold, leaving);
  const views: MapView[] = [];
  let flow = ones(after, layout.tokens);
  for (const station of all.toReversed()) {
    await pause(call);
    // Likewise.
    const x = entering.pop()!;
    const attended = await attendAt(station, x, { flow, after, layout, heads: call.heads === true });
    flow = attended.flow;
    if (station.layer !== undefined) views.unshift(...viewsOf(station.layer, attended, foretold));
    call.onStation?.();
  }
  return { logProbability, views: [{ kind: 'rollout', values: onPictures(flow, foretold) }, ...views] };
}

/** The bridge has no attention: a folded token's share is that of its patches, in equal parts. */
function attendAt({ attend }: Station, x: Float32Array, { flow, after, layout, heads }: Watching): Promise<Attended> {
  if (!attend) return Promise.resolve({ heads: [], mean: flow, largest: flow, flow: unfold(flow, layout) });
  const isHolistic = flow.length === after.length * layout.rows && layout.rows !== layout.tokens;
  // The tokens that foretell are words: each has one row.
  const rows = isHolistic ? after.map((token) => layout.sources[token]![0]!) : after;
  return attend(x, { rows, flow, heads });
}

interface Watching {
  readonly flow: Float32Array;
  readonly after: readonly number[];
  readonly layout: SequenceLayout;
  readonly heads: boolean;
}

function viewsOf(layer: number, { mean, largest, heads }: Attended, foretold: Foretold): MapView[] {
  return [
    { kind: 'mean', layer, values: onPictures(mean, foretold) },
    { kind: 'largest', layer, values: onPictures(largest, foretold) },
    ...heads.map((own, i): MapView => ({ kind: 'head', layer, head: i + 1, values: onPictures(own, foretold) })),
  ];
}

/** All of a token's own, [N, T]. */
function ones(tokens: readonly number[], T: number): Float32Array {
  const flow = new Float32Array(tokens.length * T);
  for (const [i, token] of tokens.entries()) flow[i * T + token] = 1;
  return flow;
}

/** Shares of tokens [N, T] as shares of rows [N, E]. */
function unfold(flow: Float32Array, { sources, rows: E, tokens: T }: SequenceLayout): Float32Array {
  const unfolded = new Float32Array((flow.length / T) * E);
  for (const [i, share] of flow.entries()) {
    // `sources` has a list for each of the T tokens.
    const own = sources[i % T]!;
    for (const row of own) unfolded[Math.floor(i / T) * E + row] = share / own.length;
  }
  return unfolded;
}

/** The mean over the pieces, of the pictures' tokens: shares of rows [N, E] are added up to their tokens'. */
function onPictures(shares: Float32Array, { layout, after }: Foretold): Float32Array {
  const { sources, imageTokens, rows: E, tokens: T } = layout;
  const t = shares.length / after.length;
  const rowsOf = (token: number): readonly number[] => (t === E && E !== T ? sources[token]! : [token]);
  return Float32Array.from(imageTokens, (token) => {
    const places = after.flatMap((_, piece) => rowsOf(token).map((row) => piece * t + row));
    return places.reduce((sum, place) => sum + (shares[place] ?? NaN), 0) / after.length;
  });
}
