import type { BenchmarkResult } from '../../engine/api/evaluationApi.ts';
import type { BenchmarkComparison } from '../../webview/trainingProtocol.ts';

/**
 * How much more of the questions the second model answers exactly, with a 95 % interval. Both were asked the same
 * questions, so only those count on which they differ (Agresti, Categorical Data Analysis, §10.1). Undefined where the
 * questions were others.
 */
export function compareResults(first: BenchmarkResult, second: BenchmarkResult): BenchmarkComparison | undefined {
  if (first.benchmarkHash !== second.benchmarkHash || first.outcomes.length === 0) return undefined;
  const count = first.outcomes.length;
  const [gained, lost] = [differing(second, first), differing(first, second)];
  const difference = (gained - lost) / count;
  const error = Math.sqrt(Math.max(0, gained + lost - (gained - lost) ** 2 / count)) / count;
  const reach = 1.959964 * error;
  return {
    ...{ model: second.model, than: first.model, gained, lost, difference },
    interval: [Math.max(-1, difference - reach), Math.min(1, difference + reach)],
  };
}

/** Questions that the one answers right and the other does not. */
function differing({ outcomes }: BenchmarkResult, { outcomes: others }: BenchmarkResult): number {
  return Array.from(outcomes).filter((outcome, i) => outcome === '1' && others[i] === '0').length;
}
