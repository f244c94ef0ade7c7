import { promptLength, type Span } from './decoder.ts';

/** Rows that spans take in the embedding module's sequence. */
export function embeddingLength(spans: readonly Span[]): number {
  return spans.reduce((sum, span) => sum + (span.kind === 'text' ? span.ids.length : span.embeddingTokenCount), 0);
}

/** The first `length` tokens of a sequence. The cut must not lie inside a picture. */
export function firstTokens(spans: readonly Span[], length: number): Span[] {
  return cutAt(spans, length)[0];
}

/** What follows the first `length` tokens of a sequence. The cut must not lie inside a picture. */
export function tokensFrom(spans: readonly Span[], length: number): Span[] {
  return cutAt(spans, length)[1];
}

function cutAt(spans: readonly Span[], length: number): [before: Span[], after: Span[]] {
  const before: Span[] = [];
  const after: Span[] = [];
  for (const span of spans) {
    const room = length - promptLength({ spans: before });
    const [head, tail] = cutSpan(span, room);
    if (head) before.push(head);
    if (tail) after.push(tail);
  }
  return [before, after];
}

function cutSpan(span: Span, room: number): [before: Span | undefined, after: Span | undefined] {
  const length = promptLength({ spans: [span] });
  if (room >= length) return [span, undefined];
  if (room <= 0) return [undefined, span];
  if (span.kind === 'image') throw new RangeError('A sequence cannot be cut inside a picture.');
  return [
    { kind: 'text', ids: span.ids.slice(0, room) },
    { kind: 'text', ids: span.ids.slice(room) },
  ];
}
