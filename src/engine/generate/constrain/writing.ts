import { decimal } from './decimal.ts';
import { jsonName, jsonText } from './jsonText.ts';
import type { Length } from './jsonText.ts';
import { matching } from './matching.ts';
import { alternatives } from './reachable.ts';
import type { ArrayShape, ObjectShape, Shape } from './shape.ts';
import { either, end, later, literal, state, type State } from './state.ts';

/** The beginning of a text that is one JSON value of that shape, perhaps after the space that some tokens begin with. `canBe` says which shapes a value can have at all. */
export function writing(shape: Shape, canBe: (shape: Shape) => boolean): State {
  return space(new Writer(canBe).value(shape, end), 1);
}

/** Turns shapes into states, each with the state that follows it. */
class Writer {
  readonly #canBe: (shape: Shape) => boolean;

  constructor(canBe: (shape: Shape) => boolean) {
    this.#canBe = canBe;
  }

  value(shape: Shape, next: State): State {
    switch (shape.kind) {
      case 'exactly':
        return literal(utf8.encode(shape.json), next);
      case 'text':
        return jsonText(shape, next);
      case 'pattern':
        return matching(shape.pattern, next);
      case 'number':
        return decimal(shape, next);
      case 'array':
        return token('[', this.#array(shape, 0, next));
      case 'object':
        return token(
          '{',
          later(() => this.#object(shape, { index: 0, count: 0 }, next)),
        );
      case 'map':
        return token('{', this.#map(shape.value, shape, { isFirst: true, next }));
      case 'either':
        return either(
          alternatives(shape)
            .filter(this.#canBe)
            .map((one) => this.value(one, next)),
        );
    }
  }

  /** Past `count` items. Once only `rest` follows and no number is to be kept, every item leads to the same state. */
  #array(shape: ArrayShape, count: number, next: State): State {
    const { first, rest, least, most } = shape;
    const item = first[count] ?? rest;
    const mayClose = count >= least;
    const mayGo = count < most && this.#canBe(item);
    const isSettled = count > 0 && count >= first.length && mayClose && most === Infinity;
    return later(() => {
      const after: State = later(() => (isSettled ? here : this.#array(shape, count + 1, next)));
      const value = mayGo ? [this.value(item, space(after))] : [];
      const more = count === 0 ? value : value.map((one) => token(',', one));
      const here = either([...more, ...(mayClose ? [token(']', next, 0)] : [])]);
      return here;
    });
  }

  #map(value: Shape, { least, most }: Length, { isFirst, next }: { isFirst: boolean; next: State }): State {
    const isSettled = !isFirst && least === 0 && most === Infinity;
    return later(() => {
      const length = { least: Math.max(0, least - 1), most: most - 1 };
      const after: State = later(() => (isSettled ? here : this.#map(value, length, { isFirst: false, next })));
      const named = () => jsonName(space(token(':', this.value(value, space(after)))));
      const more = most > 0 && this.#canBe(value) ? [named()] : [];
      const ways = isFirst ? more : more.map((one) => token(',', one));
      const here = either([...ways, ...(least === 0 ? [token('}', next, 0)] : [])]);
      return here;
    });
  }

  /** Before the property at `index`; `count` were written. Optional ones may be passed over. */
  #object(shape: ObjectShape, { index, count }: { index: number; count: number }, next: State): State {
    const { properties, least, most } = shape;
    const ways: State[] = [];
    let at = index;
    for (; at < properties.length; at++) {
      const { name, value, isRequired } = properties[at]!;
      const place = at + 1;
      if (this.#canBe(value) && canFinish(shape, place, count + 1, this.#canBe)) {
        const after = later(() => this.#object(shape, { index: place, count: count + 1 }, next));
        const named = literal(
          utf8.encode(JSON.stringify(name)),
          space(
            token(
              ':',
              later(() => this.value(value, space(after))),
            ),
          ),
        );
        ways.push(count === 0 ? named : token(',', named));
      }
      if (isRequired) break;
    }
    if (at === properties.length && count >= least && count <= most) ways.push(token('}', next, 0));
    return either(ways);
  }
}

/** Whether the properties from `index` on can bring their number into bounds. */
export function canFinish(
  { properties, least, most }: ObjectShape,
  index: number,
  count: number,
  canBe: (shape: Shape) => boolean,
): boolean {
  const rest = properties.slice(index);
  const needed = rest.filter(({ isRequired }) => isRequired);
  if (needed.some(({ value }) => !canBe(value))) return false;
  return count + needed.length <= most && count + rest.filter(({ value }) => canBe(value)).length >= least;
}

const utf8 = new TextEncoder();

/** A bracket, comma or colon, with room behind it. */
function token(character: string, next: State, room = mostSpace): State {
  return literal(utf8.encode(character), space(next, room));
}

/** At most so much space: a model that only lays out its answer would never end it. */
const mostSpace = 20;

function space(next: State, room = mostSpace): State {
  if (room === 0) return next;
  return either([next, state((byte) => (byte === 0x20 || byte === 0x0a ? space(next, room - 1) : undefined))]);
}
