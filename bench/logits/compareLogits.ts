// V vocabulary

import { argmax } from '../../src/engine/generate/sampling.ts';

/** Logits [tokens, V] of several prompts. */
export interface Logits {
  readonly vocabularySize: number;
  readonly rows: readonly Float32Array[];
}

/** How far logits are from the exact ones, over all tokens. */
export interface LogitsError {
  /** Root of the squared differences over that of the squared logits, each token's mean taken off: it changes no probability. */
  readonly relative: number;
  /** Mean Kullback–Leibler divergence of the probabilities from the exact ones, in nats. */
  readonly divergence: number;
  /** Share of tokens with the same likeliest next token. */
  readonly agreement: number;
}

export function compareLogits(exact: Logits, other: Logits): LogitsError {
  const V = exact.vocabularySize;
  let [squares, differences, divergence, same, tokens] = [0, 0, 0, 0, 0];
  for (const [prompt, rows] of exact.rows.entries()) {
    for (let at = 0; at < rows.length; at += V, tokens++) {
      const exact_V = centred(rows.subarray(at, at + V));
      const other_V = centred(other.rows[prompt]!.subarray(at, at + V));
      squares += sumOver(exact_V, (x) => x * x);
      differences += sumOver(exact_V, (x, id) => (x - other_V[id]!) ** 2);
      divergence += divergenceOf(exact_V, other_V);
      if (argmax(exact_V) === argmax(other_V)) same++;
    }
  }
  return { relative: Math.sqrt(differences / squares), divergence: divergence / tokens, agreement: same / tokens };
}

function centred(logits_V: Float32Array): Float32Array {
  const mean = sumOver(logits_V, (x) => x) / logits_V.length;
  return logits_V.map((x) => x - mean);
}

function divergenceOf(exact_V: Float32Array, other_V: Float32Array): number {
  const [exactNorm, otherNorm] = [logSumExp(exact_V), logSumExp(other_V)];
  return sumOver(exact_V, (x, id) => Math.exp(x - exactNorm) * (x - exactNorm - (other_V[id]! - otherNorm)));
}

function logSumExp(logits_V: Float32Array): number {
  const largest = logits_V[argmax(logits_V)]!;
  return largest + Math.log(sumOver(logits_V, (x) => Math.exp(x - largest)));
}

function sumOver(values: Float32Array, term: (value: number, index: number) => number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += term(values[i]!, i);
  return sum;
}
