import { spaceMark } from './normalizer.ts';
import type { SentencePieceModel } from './sentencePieceModel.ts';
import { Utf8Runs } from './utf8Runs.ts';

/**
 * Ids to text, one at a time, equal to SentencePiece's own. What `push` returns is final; bytes of a character
 * that is not complete yet wait for the next id.
 */
export class PieceDecoder {
  readonly #model: SentencePieceModel;
  readonly #bytes = new Utf8Runs();
  /** Whether a leading space may still be the one that encoding put in front. */
  #atStart = true;
  #written = false;

  constructor(model: SentencePieceModel) {
    this.#model = model;
  }

  /** An id that the model has no piece for becomes a replacement character. */
  push(id: number): string {
    const { text, kind } = this.#model.pieces[id] ?? strayPiece;
    if (kind === 'byte') return this.#note(this.#bytes.push(Number.parseInt(text.slice(3, 5), 16)));
    const before = this.#note(this.#bytes.end());
    if (this.#written) this.#atStart = false;
    return before + this.#note(this.#decode(text, kind));
  }

  /** What was held back; afterwards a new text begins. */
  end(): string {
    const rest = this.#bytes.end();
    this.#atStart = true;
    this.#written = false;
    return rest;
  }

  #decode(text: string, kind: string): string {
    if (kind === 'control') return '';
    if (kind === 'unknown') return this.#model.unknownSurface;
    return this.#withoutPrefix(text).replaceAll(spaceMark, ' ');
  }

  /** One space was added by encoding; with extra whitespace removed, none at the start can be the text's own. */
  #withoutPrefix(text: string): string {
    const { addDummyPrefix, removeExtraWhitespaces } = this.#model;
    const removes = this.#atStart && (addDummyPrefix || removeExtraWhitespaces);
    if (!removes || !text.startsWith(spaceMark)) return text;
    if (!removeExtraWhitespaces) this.#atStart = false;
    return text.slice(spaceMark.length);
  }

  #note(text: string): string {
    if (text !== '') this.#written = true;
    return text;
  }
}

const strayPiece = { text: '\uFFFD', kind: 'normal' } as const;
