// T language-model tokens of a step · E embedding-module rows of it · D width · W patches along a tile's side

import { embeddingRowsPerTile, patchesPerSide, tokensPerTile, type ModelConfig } from '../model/config.ts';
import type { ImageSpan, Span } from './decoder.ts';

/** A stretch of the prompt that one run of the graph takes. */
export interface Step {
  /** Pieces that make up the step's rows, in order. */
  readonly pieces: readonly Piece[];
  /** T */
  readonly tokens: number;
  /** E */
  readonly rows: number;
}

/** Text tokens, or rows `begin`…`end` of a picture's features. */
export type Piece =
  | { readonly kind: 'text'; readonly ids: readonly number[] }
  | { readonly kind: 'image'; readonly span: ImageSpan; readonly begin: number; readonly end: number };

export interface StepLimits {
  /** Most rows E of a step. */
  readonly largest: number;
  /** Rows of a picture that fold into whole tokens together: a band of patch rows in the post layout, else 1. */
  readonly band: number;
  /** Rows that fold into one token. */
  readonly rowsPerToken: number;
}

/** Cuts spans into steps of at most `largest` rows. A picture may be cut only between bands. */
export function prefillSteps(spans: readonly Span[], limits: StepLimits): Step[] {
  const pieces = spans.flatMap((span) => cut(span, limits));
  const steps: Step[] = [];
  let open: Piece[] = [];
  for (const piece of pieces) {
    if (rowsOf([...open, piece]) > limits.largest && open.length > 0) {
      steps.push(step(open, limits));
      open = [];
    }
    open.push(piece);
  }
  return open.length > 0 ? [...steps, step(open, limits)] : steps;
}

/** Smallest units that may stand in different steps, joined again up to a quarter of a step to keep their number low. */
function cut(span: Span, { largest, band }: StepLimits): Piece[] {
  const length = span.kind === 'text' ? span.ids.length : span.embeddingTokenCount;
  const stride = Math.max(band, Math.floor(Math.min(largest / 4, length) / band) * band);
  const begins = Array.from({ length: Math.ceil(length / stride) }, (_, i) => i * stride);
  return begins.map((begin) => {
    const end = Math.min(begin + stride, length);
    return span.kind === 'text'
      ? { kind: 'text', ids: span.ids.slice(begin, end) }
      : { kind: 'image', span, begin, end };
  });
}

function step(pieces: readonly Piece[], { rowsPerToken }: StepLimits): Step {
  const tokens = pieces.reduce((sum, piece) => sum + rowsOf([piece]) / (piece.kind === 'image' ? rowsPerToken : 1), 0);
  return { pieces, tokens, rows: rowsOf(pieces) };
}

function rowsOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, piece) => sum + rowCount(piece), 0);
}

/** Rows that a piece takes. */
export function rowCount(piece: Piece): number {
  return piece.kind === 'text' ? piece.ids.length : piece.end - piece.begin;
}

/** What the model's layout asks of its steps. */
export function stepLimits(config: ModelConfig, largest: number): StepLimits {
  const rowsPerToken = embeddingRowsPerTile(config) / tokensPerTile(config.tile);
  const band = rowsPerToken === 1 ? 1 : config.tile.shuffle * patchesPerSide(config.tile);
  return { largest, rowsPerToken, band };
}
