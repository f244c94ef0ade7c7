/** Where a text stands that is written byte by byte. Every state can reach an end: what cannot is never made. */
export interface State {
  /** Whether the text may end here. */
  readonly isEnd: boolean;
  /** Where `byte` leads; undefined where it may not stand here. */
  step(byte: number): State | undefined;
}

/** A state by its rule. The rule is asked once a byte: a state that is met again is the same object. */
export function state(rule: (byte: number) => State | undefined): State {
  return new RuledState(rule);
}

/** The end of the whole text. */
export const end: State = { isEnd: true, step: () => undefined };

/** Exactly these bytes. */
export function literal(bytes: Uint8Array, next: State, from = 0): State {
  if (from === bytes.length) return next;
  return state((byte) => (byte === bytes[from] ? literal(bytes, next, from + 1) : undefined));
}

/** All ways on at once. */
export function either(ways: readonly State[]): State {
  const members = new Set(ways.flatMap((way) => (way instanceof EitherState ? way.members : [way])));
  const [only] = members;
  return members.size === 1 && only ? only : new EitherState([...members]);
}

/** A state that is made when it is reached: for what contains itself. */
export function later(make: () => State): State {
  return new LaterState(make);
}

abstract class RememberingState implements State {
  abstract readonly isEnd: boolean;
  readonly #ways: (State | null)[] = [];

  step(byte: number): State | undefined {
    const known = this.#ways[byte];
    if (known !== undefined) return known ?? undefined;
    const way = this.find(byte);
    this.#ways[byte] = way ?? null;
    return way;
  }

  protected abstract find(byte: number): State | undefined;
}

class RuledState extends RememberingState {
  readonly isEnd = false;
  protected readonly find: (byte: number) => State | undefined;

  constructor(find: (byte: number) => State | undefined) {
    super();
    this.find = find;
  }
}

class EitherState extends RememberingState {
  readonly members: readonly State[];

  constructor(members: readonly State[]) {
    super();
    this.members = members;
  }

  get isEnd(): boolean {
    return this.members.some((member) => member.isEnd);
  }

  protected find(byte: number): State | undefined {
    const ways = this.members.flatMap((member) => member.step(byte) ?? []);
    return ways.length === 0 ? undefined : either(ways);
  }
}

class LaterState implements State {
  readonly #make: () => State;
  #made: State | undefined;

  constructor(make: () => State) {
    this.#make = make;
  }

  get isEnd(): boolean {
    return this.#reach().isEnd;
  }

  step(byte: number): State | undefined {
    return this.#reach().step(byte);
  }

  #reach(): State {
    this.#made ??= this.#make();
    return this.#made;
  }
}
