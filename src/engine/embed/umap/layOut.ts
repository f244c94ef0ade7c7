// N points · C axes · E edges

import type { Edges } from './fuzzyGraph.ts';

export interface LayoutOptions {
  readonly axes: number;
  readonly random: () => number;
  readonly onProgress?: (fraction: number) => void;
}

/**
 * Moves points, in place, so that those that belong together attract each other and others repel (section 3.2): each edge
 * is pulled in as many rounds as its weight asks for, and each pull is paid for by pushing a few points chosen at random.
 */
export function layOut(points_NC: Float32Array, edges: Edges, { axes, random, onProgress }: LayoutOptions): void {
  const { from_E, to_E, weight_E } = edges;
  const N = points_NC.length / axes;
  const rounds = N > 10_000 ? 200 : 400;
  spread(points_NC, random);
  const most = weight_E.reduce((largest, weight) => Math.max(largest, weight), 0);
  const period_E = weight_E.map((weight) => most / weight);
  const due_E = period_E.slice();
  for (let round = 0; round < rounds; round++) {
    const rate = 1 - round / rounds;
    for (let e = 0; e < from_E.length; e++) {
      if (due_E[e]! > round + 1) continue;
      due_E[e]! += period_E[e]!;
      attract(points_NC, { a: from_E[e]! * axes, b: to_E[e]! * axes, axes, rate });
      for (let push = 0; push < pushes; push++) {
        const b = Math.floor(random() * N) * axes;
        repel(points_NC, { a: from_E[e]! * axes, b, axes, rate });
        repel(points_NC, { a: to_E[e]! * axes, b, axes, rate });
      }
    }
    onProgress?.((round + 1) / rounds);
  }
}

const pushes = 3;

/** 1 / (1 + a·d^2b) falls from 1 beyond a distance of 0.1 as the exponential does: the constants of `min_dist` 0.1. */
const [a, b] = [1.577, 0.895];

/** No point is moved further at once. */
const longestStep = 4;

/** Puts the beginning into a box in which forces are neither too weak nor too strong, and parts equal points. */
function spread(points_NC: Float32Array, random: () => number): void {
  const largest = points_NC.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  for (let i = 0; i < points_NC.length; i++) points_NC[i] = (points_NC[i]! / largest) * 10 + (random() - 0.5) * 1e-3;
}

interface Pair {
  /** Where the two points begin. */
  readonly a: number;
  readonly b: number;
  readonly axes: number;
  readonly rate: number;
}

function attract(points_NC: Float32Array, pair: Pair): void {
  const squared = squaredDistance(points_NC, pair);
  if (squared === 0) return;
  const force = (-2 * a * b * squared ** (b - 1)) / (1 + a * squared ** b);
  for (let c = 0; c < pair.axes; c++) {
    const step = clipped(force * (points_NC[pair.a + c]! - points_NC[pair.b + c]!)) * pair.rate;
    points_NC[pair.a + c]! += step;
    points_NC[pair.b + c]! -= step;
  }
}

function repel(points_NC: Float32Array, pair: Pair): void {
  if (pair.a === pair.b) return;
  const squared = squaredDistance(points_NC, pair);
  const force = (2 * b) / ((0.001 + squared) * (1 + a * squared ** b));
  for (let c = 0; c < pair.axes; c++)
    points_NC[pair.a + c]! += clipped(force * (points_NC[pair.a + c]! - points_NC[pair.b + c]!)) * pair.rate;
}

function squaredDistance(points_NC: Float32Array, { a: i, b: j, axes }: Pair): number {
  let sum = 0;
  for (let c = 0; c < axes; c++) sum += (points_NC[i + c]! - points_NC[j + c]!) ** 2;
  return sum;
}

function clipped(step: number): number {
  return Math.min(longestStep, Math.max(-longestStep, step));
}
