// V vocabulary

import { EngineError } from '../../api/errors.ts';
import type { TokenText } from '../growingAnswer.ts';
import { meetable } from './meetable.ts';
import { readSchema } from './readSchema.ts';
import { end, type State } from './state.ts';
import type { TokenTable } from './tokenTable.ts';
import { writing } from './writing.ts';

/** Keeps an answer to a schema while it is written: says which tokens may come next, and spells out those that came. */
export class Constraint implements TokenText {
  readonly #table: TokenTable;
  readonly #stopIds: readonly number[];
  readonly #text = new TextDecoder();
  #state: State | undefined;

  /** `schema` is JSON as text; one that cannot be kept to, or that nothing fits, is refused. */
  constructor(schema: string, table: TokenTable, stopIds: readonly number[]) {
    this.#table = table;
    this.#stopIds = stopIds;
    this.#state = startOf(schema);
  }

  /** Whether the answer is a whole value. */
  get isWhole(): boolean {
    return this.#state?.isEnd ?? false;
  }

  /** Whether nothing more may come: a value that could be longer, such as a number, is whole without being done. */
  get isDone(): boolean {
    return this.#state === end;
  }

  /** The logits with minus infinity for tokens that may not come next. */
  mask(logits_V: Float32Array): Float32Array {
    const ids = [...(this.#state ? this.#table.allowed(this.#state) : []), ...(this.isWhole ? this.#stopIds : [])];
    const known = ids.filter((id) => id < logits_V.length);
    if (known.length === 0) throw new EngineError('generation/no-token-fits', undefined);
    const masked_V = new Float32Array(logits_V.length).fill(-Infinity);
    for (const id of known) masked_V[id] = logits_V[id]!;
    return masked_V;
  }

  /** Takes a token that came, and returns its text. */
  push(id: number): string {
    const bytes = this.#table.bytesOf(id);
    for (const byte of bytes) this.#state = this.#state?.step(byte);
    return this.#text.decode(bytes, { stream: true });
  }

  /** Half a character where an answer was cut becomes a replacement character. */
  end(): string {
    return this.#text.decode();
  }
}

function startOf(schema: string): State {
  const shape = readSchema(schema);
  const canBe = meetable(shape);
  if (!canBe(shape)) throw new EngineError('schema/impossible', undefined);
  return writing(shape, canBe);
}
