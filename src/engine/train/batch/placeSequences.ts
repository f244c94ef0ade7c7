// B rows of t tokens each: the batch of the language model · e: tokens of a row in the embedding module (t, or more)

import type { ModelConfig } from '../../model/config.ts';
import { embeddingRows, runsOf, type Run, type Sequence } from './sequence.ts';

/** A sequence with its place in a batch, as the language model and as the embedding module count. */
export interface Placed<S extends Sequence = Sequence> {
  readonly sequence: S;
  readonly runs: readonly Run[];
  readonly language: Span;
  readonly embedding: Span;
}

/** Neighbouring tokens of a batch. */
export interface Span {
  readonly begin: number;
  readonly length: number;
  /** Where branches begin within it. */
  readonly branches?: readonly number[];
}

/** A batch: B rows, each of which holds sequences one after another that do not see each other. */
export interface Placement<S extends Sequence = Sequence> {
  readonly placed: readonly Placed<S>[];
  readonly rows: number;
  readonly language: { readonly rowLength: number };
  readonly embedding: { readonly rowLength: number };
}

/** Gives every sequence its place. All rows are as long as the longest; what the others lack is padding. */
export function placeSequences<S extends Sequence>(
  rows: readonly (readonly S[])[],
  { config, placeholder }: { config: ModelConfig; placeholder: number },
): Placement<S> {
  const measured = rows.map((row) => row.map((sequence) => measure(sequence, config, placeholder)));
  const longest = (stack: 'language' | 'embedding'): number =>
    Math.max(...measured.map((row) => row.reduce((sum, one) => sum + one[stack], 0)));
  const [t, e] = [longest('language'), longest('embedding')];
  const placed = measured.flatMap((row, b) => placeRow(row, b * t, b * e));
  return { placed, rows: rows.length, language: { rowLength: t }, embedding: { rowLength: e } };
}

interface Measured<S> {
  readonly sequence: S;
  readonly runs: readonly Run[];
  readonly language: number;
  readonly embedding: number;
}

function measure<S extends Sequence>(sequence: S, config: ModelConfig, placeholder: number): Measured<S> {
  const runs = runsOf(sequence, placeholder);
  const embedding = runs.reduce((sum, run) => sum + embeddingRows(run, config), 0);
  return { sequence, runs, language: sequence.ids.length, embedding };
}

function placeRow<S extends Sequence>(row: readonly Measured<S>[], token: number, embeddingRow: number): Placed<S>[] {
  return row.map(({ sequence, runs, language, embedding }) => {
    const branches = sequence.branches ?? [];
    // Where patches are folded behind the embedding module, the pictures before the branches take more rows there.
    const later = branches.map((begin) => begin + embedding - language);
    const spans = {
      language: { begin: token, length: language, branches },
      embedding: { begin: embeddingRow, length: embedding, branches: later },
    };
    token += language;
    embeddingRow += embedding;
    return { sequence, runs, ...spans };
  });
}
