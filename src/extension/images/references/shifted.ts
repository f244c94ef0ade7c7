import type { AltSlot, ImageReference, Span } from './imageReference.ts';

/** References of a part of a document, as places in the whole. */
export function shifted(references: readonly ImageReference[], by: number): ImageReference[] {
  return references.map((reference) => ({
    ...move(reference, by),
    construct: move(reference.construct, by),
    ...(reference.alt ? { alt: move<AltSlot>(reference.alt, by) } : {}),
  }));
}

function move<S extends Span>(span: S, by: number): S {
  return { ...span, from: span.from + by, to: span.to + by };
}
