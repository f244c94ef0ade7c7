// N tokens compared · D width · V vocabulary

import type { CompileReport } from '../api/modelApi.ts';

type LogitsReport = NonNullable<CompileReport['logits']>;

/** Compares logits that come batch by batch of the vocabulary, so that a head of any size needs little memory. */
export class LogitsError {
  readonly #exact: Float32Array[];
  readonly #rounded: Float32Array[];
  #squares = 0;
  #total = 0;
  #worst = 0;
  readonly #bestExact: Best[];
  readonly #bestRounded: Best[];

  /** `exact` and `rounded`: what enters the head for each of the N tokens, [D] each, by either kind of weights. */
  constructor(exact: Float32Array[], rounded: Float32Array[]) {
    this.#exact = exact;
    this.#rounded = rounded;
    this.#bestExact = exact.map(() => ({ logit: -Infinity, id: -1 }));
    this.#bestRounded = exact.map(() => ({ logit: -Infinity, id: -1 }));
  }

  /** Adds rows of the head from vocabulary id `begin` on, [rows, D], as they are and as they were rounded. */
  add(begin: number, weights: Float32Array, rounded: Float32Array): void {
    for (const [token, x] of this.#exact.entries()) {
      const y = this.#rounded[token] ?? x;
      for (let row = 0; row * x.length < weights.length; row++)
        this.#compare(token, begin + row, [dot(weights, row, x), dot(rounded, row, y)]);
    }
  }

  report(): LogitsReport {
    const agreeing = this.#bestExact.filter(({ id }, token) => id === this.#bestRounded[token]?.id).length;
    return {
      relativeError: Math.sqrt(this.#squares / this.#total),
      maxAbsoluteError: this.#worst,
      top1Agreement: agreeing / this.#bestExact.length,
    };
  }

  #compare(token: number, id: number, [exact, rounded]: [number, number]): void {
    this.#squares += (exact - rounded) ** 2;
    this.#total += exact ** 2;
    this.#worst = Math.max(this.#worst, Math.abs(exact - rounded));
    keepBest(this.#bestExact[token], exact, id);
    keepBest(this.#bestRounded[token], rounded, id);
  }
}

interface Best {
  logit: number;
  id: number;
}

function keepBest(best: Best | undefined, logit: number, id: number): void {
  if (!best || logit <= best.logit) return;
  best.logit = logit;
  best.id = id;
}

function dot(weights: Float32Array, row: number, x: Float32Array): number {
  let sum = 0;
  const at = row * x.length;
  for (let i = 0; i < x.length; i++) sum += (weights[at + i] ?? 0) * (x[i] ?? 0);
  return sum;
}
