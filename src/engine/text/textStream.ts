import type { AddedVocabulary } from './addedVocabulary.ts';
import { PieceDecoder } from './sentencePieceDecoder.ts';
import type { SentencePieceModel } from './sentencePieceModel.ts';
import { SpaceCleaner } from './spaceCleaner.ts';

/** What decoding needs to know. */
export interface DecodingTables {
  readonly model: SentencePieceModel;
  readonly added: AddedVocabulary;
  readonly cleansJoinedText: boolean;
}

/**
 * Token ids to text, one at a time, special tokens skipped. Text is returned as soon as nothing that follows can change
 * it: never half a character, nor a space that a full stop would take away. All of it joined is the decoded text.
 */
export class TextStream {
  readonly #tables: DecodingTables;
  readonly #joinedCleaner: SpaceCleaner | undefined;
  #run: Run | undefined;
  /** Whether there was text before the current run, which a space must then join to it. */
  #follows = false;

  constructor(tables: DecodingTables) {
    this.#tables = tables;
    this.#joinedCleaner = tables.cleansJoinedText ? new SpaceCleaner() : undefined;
  }

  /** Takes the next id and returns the text that is now certain. */
  push(id: number): string {
    const { added, model } = this.#tables;
    if (added.specialIds.has(id)) return '';
    const token = added.apartIds.has(id) ? added.tokenOf.get(id) : undefined;
    if (token !== undefined) return this.#clean(this.#endRun() + this.#standApart(token.content));
    this.#run ??= new Run(model, this.#follows);
    return this.#clean(this.#run.push(id));
  }

  /** What was held back; afterwards a new text begins. */
  end(): string {
    // The published tokenizer joins a last run even where it has no text.
    const run = this.#run;
    const rest = this.#endRun() || (run?.isEmpty === true && this.#follows ? ' ' : '');
    this.#follows = false;
    return this.#clean(rest) + (this.#joinedCleaner?.end() ?? '');
  }

  #endRun(): string {
    const rest = this.#run?.end() ?? '';
    if (this.#run?.isEmpty === false) this.#follows = true;
    this.#run = undefined;
    return rest;
  }

  #standApart(content: string): string {
    const text = this.#follows ? ` ${content}` : content;
    this.#follows = true;
    return text;
  }

  #clean(text: string): string {
    return this.#joinedCleaner === undefined ? text : this.#joinedCleaner.push(text);
  }
}

/** Ids between two tokens that stand apart, decoded as a text of their own. */
class Run {
  readonly #decoder: PieceDecoder;
  readonly #cleaner = new SpaceCleaner();
  readonly #follows: boolean;
  /** Whether no text has come of it yet. */
  isEmpty = true;

  constructor(model: SentencePieceModel, follows: boolean) {
    this.#decoder = new PieceDecoder(model);
    this.#follows = follows;
  }

  push(id: number): string {
    return this.#note(this.#cleaner.push(this.#decoder.push(id)));
  }

  end(): string {
    return this.#note(this.#cleaner.push(this.#decoder.end()) + this.#cleaner.end());
  }

  #note(text: string): string {
    if (text === '') return '';
    const joined = this.isEmpty && this.#follows ? ` ${text}` : text;
    this.isEmpty = false;
    return joined;
  }
}
