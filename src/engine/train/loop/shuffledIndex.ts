import { xoshiro } from '../../checkpoint/randomBits.ts';

/**
 * Where item `index` of `length` lies in the order of a seed, without making the whole list: a Feistel network over the
 * next power of four is one-to-one, and what falls past the end is sent through again (cycle walking).
 */
export function shuffledIndex(index: number, length: number, seed: number): number {
  const halfBits = Math.max(1, Math.ceil(Math.log2(length) / 2));
  const keys = keysOf(seed);
  let place = index;
  do place = permute(place, halfBits, keys);
  while (place >= length);
  return place;
}

function keysOf(seed: number): number[] {
  const next = xoshiro([seed >>> 0, Math.floor(seed / 2 ** 32) >>> 0, 0x9e3779b9, 0x243f6a88]);
  // The first draws still show how alike two seeds are.
  for (let i = 0; i < 8; i++) next();
  return Array.from({ length: 4 }, next);
}

function permute(place: number, halfBits: number, keys: readonly number[]): number {
  const size = 2 ** halfBits;
  let [left, right] = [Math.floor(place / size), place % size];
  for (const key of keys) [left, right] = [right, (left ^ scramble(right, key)) & (size - 1)];
  return left * size + right;
}

function scramble(value: number, key: number): number {
  const mixed = Math.imul(value ^ key, 0x21f0aaad);
  return Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97) >>> 7;
}
