// T new tokens · G key/value heads · R query heads that share one · K width of a head · D model width

import type { Value } from '../onnx/graph.ts';

/** What the new tokens ask, and what they answer to; not rotated yet. */
export interface Heads {
  /** [T, G, R, K] */
  readonly queries: Value;
  /** [T, G, 1, K] */
  readonly keys: Value;
  readonly values: Value;
}

/** What the heads saw, and what the cache needs to keep of it. */
export interface Attended {
  /** [T, D] */
  readonly mixed: Value;
  readonly keys: Value;
  readonly values: Value;
}
