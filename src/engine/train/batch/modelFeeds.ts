// I tiles · E embedding-module tokens · T language-model tokens · N rows that stand for pictures · K width of a head

import { embeddingStack, type ModelConfig, type RopeConfig, type StackConfig } from '../../model/config.ts';
import { rotaryRows, type RotaryRows } from '../../model/rotaryTables.ts';
import { float32, int64, type HostTensor } from '../../tensor/hostTensor.ts';
import { joined } from '../../tensor/joined.ts';
import type { Placed, Placement, Span } from './placeSequences.ts';
import { embeddingRows, partsOf, type Part } from './sequence.ts';
import { sequencePlaces } from './sequencePlaces.ts';

/** Everything the model reads of a batch, by the names of its graph's inputs. A graph may have only some of them. */
export function modelFeeds(placement: Placement, config: ModelConfig): Record<string, HostTensor> {
  const embedding = embeddingStack(config);
  return {
    pixel_values: pixelValues(placement.placed, config),
    ...tokenFeeds(placement, config),
    ...stackFeeds('language', config.language, placement),
    ...(embedding && stackFeeds('embedding', embedding, placement)),
  };
}

function pixelValues(placed: readonly Placed[], { tile }: ModelConfig): HostTensor {
  const data = joined(placed.flatMap(({ sequence }) => sequence.pixels ?? []));
  const perTile = tile.channels * tile.size ** 2;
  return float32([data.length / perTile, tile.channels, tile.size, tile.size], data);
}

/** Words and pictures in the embedding module's order, and where the language model finds them again. */
function tokenFeeds(placement: Placement, config: ModelConfig): Record<string, HostTensor> {
  const [E, T] = [placement.rows * placement.embedding.rowLength, placement.rows * placement.language.rowLength];
  const ids = new Int32Array(E);
  const order = new Int32Array(T);
  const places: number[] = [];
  let folded = E;
  for (const { sequence, runs, language, embedding } of placement.placed) {
    let row = embedding.begin;
    for (const run of runs) {
      const rows = embeddingRows(run, config);
      for (let i = 0; i < rows && run.kind === 'text'; i++) ids[row + i] = sequence.ids[run.begin + i] ?? 0;
      for (let i = 0; i < rows && run.kind === 'image'; i++) places.push(row + i);
      for (let i = 0; i < run.length; i++) {
        order[language.begin + run.begin + i] = run.kind === 'text' ? row + i : folded++;
      }
      row += rows;
    }
  }
  return {
    token_ids: int64([E], ids),
    image_places: int64([places.length, 1], places),
    patch_rows: int64([places.length], places),
    order: int64([T], order),
  };
}

function stackFeeds(
  name: 'language' | 'embedding',
  stack: StackConfig,
  { placed, rows, [name]: { rowLength } }: Placement,
): Record<string, HostTensor> {
  const spans = placed.map((one) => one[name]);
  const half = stack.headWidth / 2;
  const tables = { cosine: new Float32Array(rows * rowLength * half), sine: new Float32Array(rows * rowLength * half) };
  for (const span of spans) {
    const angles = anglesOf(stack.rope, stack.headWidth, span.length);
    for (const { from, to, position } of stretches(span)) {
      const rows = (table: Float32Array): Float32Array =>
        table.subarray(position * half, (position + to - from) * half);
      tables.cosine.set(rows(angles.cosine), from * half);
      tables.sine.set(rows(angles.sine), from * half);
    }
  }
  return {
    [`${name}.cosine`]: float32([rows * rowLength, half], tables.cosine),
    [`${name}.sine`]: float32([rows * rowLength, half], tables.sine),
    ...sequencePlaces(name, spans, { rows, rowLength, share: stack.heads / stack.keyValueHeads }),
  };
}

/** Tokens of neighbouring positions. Every branch stands as if it followed directly on what all branches share. */
function stretches({ begin, length, branches = [] }: Span): { from: number; to: number; position: number }[] {
  const { shared, own } = partsOf(length, branches);
  const place = (part: Part, position: number) => ({ from: begin + part.begin, to: begin + part.end, position });
  return [place(shared, 0), ...own.map((part) => place(part, shared.end))];
}

/** Angles of the positions from 0 on, at least `length` of them; kept, because every batch asks for the same. */
function anglesOf(rope: RopeConfig, headWidth: number, length: number): RotaryRows {
  if (length > rope.maxPositions) return rotaryRows(rope, headWidth, { begin: 0, count: length, length });
  const before = kept.get(rope);
  if (before && before.cosine.length >= (length * headWidth) / 2) return before;
  const count = Math.min(rope.maxPositions, 2 * length);
  const angles = rotaryRows(rope, headWidth, { begin: 0, count, length: count });
  kept.set(rope, angles);
  return angles;
}

const kept = new WeakMap<RopeConfig, RotaryRows>();
