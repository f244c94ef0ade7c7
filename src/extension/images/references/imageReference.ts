/** A stretch of a document's text, in UTF-16 units. */
export interface Span {
  from: number;
  to: number;
}

/** A picture that a document names. */
export interface ImageReference extends Span {
  /** The address, with the escapes of the language undone. `from` and `to` are where a reader points at it. */
  address: string;
  /** The whole construct: a tag, a directive, an image of Markdown. */
  construct: Span;
  /** Other folders, as the document writes them, from which the address may start. */
  folders?: string[];
  /** Where its description stands or would stand, in languages and constructs that have one. */
  alt?: AltSlot;
  /** The picture is what a link or a button consists of: where that leads, empty if unknown. */
  linkTarget?: string;
}

/** The place of a description. An edit replaces the span by `before`, the escaped text and `after`. */
export interface AltSlot extends Span {
  state: AltState;
  /** The description as a reader hears it; empty unless `state` is `text`. */
  text: string;
  before: string;
  after: string;
  escape: AltEscape;
}

/**
 * `missing`: nothing is said. `empty`: said to be decorative. `expression`: computed when the program runs.
 * `exempt`: missing, but the construct says by other means that nothing is needed, or may take it from elsewhere.
 */
export type AltState = 'missing' | 'empty' | 'text' | 'expression' | 'exempt';

/** How a description is written so that it is read as it is. */
export type AltEscape = 'markdown' | 'html' | 'svelte' | 'asciidoc' | 'line';
