import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PrefixCache } from '../../../src/engine/generate/prefixCache.ts';
import { countTokens } from '../../../src/engine/generate/promptUnits.ts';
import type { Unit } from '../../../src/engine/generate/promptUnits.ts';
import { ToyDecoder } from './toyDecoder.ts';
import type { ToyCache } from './toyDecoder.ts';
import { picture, text } from './toyPrompt.ts';

const cat = { key: 'cat', tokenCount: 40 };
const dog = { key: 'dog', tokenCount: 40 };

/** A cache that holds `units`. */
async function filled(decoder: ToyDecoder, units: readonly Unit[]): Promise<ToyCache> {
  const spans = units.map((unit) => (typeof unit === 'number' ? text(unit) : picture(unit.key, unit.tokenCount)));
  const cache = decoder.newCache();
  await decoder.prefill(cache, { spans });
  return cache;
}

async function store(units: readonly Unit[][], options: { limitBytes?: number; copyable?: boolean } = {}) {
  const decoder = new ToyDecoder(options);
  const prefixCache = new PrefixCache(options.limitBytes ?? 1_000_000);
  for (const list of units) prefixCache.putBack(await filled(decoder, list), list);
  return { decoder, prefixCache };
}

test('the cache taken holds the longest beginning known, but never the last unit', async () => {
  const check = async (stored: Unit[][], wanted: Unit[], length: number | undefined): Promise<void> => {
    const { prefixCache } = await store(stored);
    assert.equal(prefixCache.take(wanted)?.length, length);
  };
  await check([], [1, 2], undefined);
  await check([[1, 2, 3]], [4, 2, 3], undefined);
  await check([[1, 2, 3]], [1, 2, 3, 4], 3);
  await check([[1, 2, 3]], [1, 2, 3], 2);
  await check([[1, 2, 3]], [1], undefined);
  await check(
    [
      [1, 2, 3],
      [1, 2, 4, 5],
    ],
    [1, 2, 4, 6],
    3,
  );
  await check([[1, cat, 2]], [1, cat], undefined);
  await check([[1, cat, 2]], [1, cat, 3], 41);
  await check([[1, cat, 2]], [1, dog, 2], undefined);
});

test('a cache taken is gone from the store until it is put back', async () => {
  const { decoder, prefixCache } = await store([[1, cat, 2]]);
  const cache = prefixCache.take([1, cat, 3]);
  assert.ok(cache);
  assert.equal(prefixCache.sizeBytes, 0);
  assert.equal(prefixCache.take([1, cat, 3]), undefined);
  prefixCache.putBack(cache, [1, cat]);
  assert.equal(prefixCache.take([1, cat, 3]), cache);
  assert.equal(decoder.openCaches.size, 1);
});

test('a short common beginning leaves the stored cache whole: it is copied, or computed anew where it cannot be', async () => {
  for (const copyable of [true, false]) {
    const { decoder, prefixCache } = await store([[1, 2, cat, 3]], { copyable });
    assert.equal(prefixCache.take([1, 2, dog, 3])?.length, copyable ? 2 : undefined);
    assert.equal(decoder.openCaches.size, copyable ? 2 : 1);
    assert.equal(prefixCache.take([1, 2, cat, 4])?.length, 42);
  }
});

test('of caches that share equally much the one that loses least is cut', async () => {
  const { prefixCache } = await store([
    [1, 2, cat, 3],
    [1, 2, 4],
  ]);
  assert.equal(prefixCache.take([1, 2, 5])?.length, 2);
  assert.equal(prefixCache.take([1, 2, cat, 5])?.length, 42);
});

test('a cache that was copied counts as used', async () => {
  const { decoder, prefixCache } = await store([[1, 2, cat], [dog]], { copyable: true, limitBytes: 950 });
  assert.ok(prefixCache.take([1, 2, 3]));
  const units = [7, 7, 7, 7];
  prefixCache.putBack(await filled(decoder, units), units);
  assert.equal(prefixCache.take([1, 2, cat, 3])?.length, 42);
  assert.equal(prefixCache.take([dog, 3]), undefined);
});

test('nothing is copied that would not fit beside what is kept', async () => {
  const { decoder, prefixCache } = await store([[1, 2, cat, 3]], { copyable: true, limitBytes: 481 });
  assert.equal(prefixCache.sizeBytes, 480);
  assert.equal(prefixCache.take([1, 2, dog, 3]), undefined);
  assert.equal(decoder.openCaches.size, 1);
});

test('the least recently used cache makes room, and a cache that alone is too large is not kept', async () => {
  const keys = ['a', 'b', 'c', 'd'].map((key, i): Unit[] => [i, { key, tokenCount: 7 }, 5]);
  const { decoder, prefixCache } = await store(keys.slice(0, 3), { limitBytes: 480 });
  const used = prefixCache.take(keys[0]!);
  assert.ok(used);
  prefixCache.putBack(used, keys[0]!);
  prefixCache.putBack(await filled(decoder, keys[3]!), keys[3]!);
  assert.deepEqual(
    keys.map((units) => prefixCache.take([...units, 9])?.length),
    [8, undefined, 9, 9],
  );
  const large = [{ key: 'large', tokenCount: 50 }];
  prefixCache.putBack(await filled(decoder, large), large);
  assert.equal(prefixCache.sizeBytes, 0);
});

test('of two caches with the same beginning only the longer one is kept', async () => {
  const { decoder, prefixCache } = await store([
    [1, cat],
    [1, cat, 2],
    [1, cat, 2],
    [1, cat],
  ]);
  assert.equal(decoder.openCaches.size, 1);
  assert.equal(prefixCache.take([1, cat, 2, 3])?.length, 42);
});

test('a cache that ends inside a picture is cut before it', async () => {
  const decoder = new ToyDecoder();
  const prefixCache = new PrefixCache(1_000_000);
  const cache = await filled(decoder, [1, 2, { key: 'cat', tokenCount: 11 }]);
  prefixCache.putBack(cache, [1, 2, cat, 3]);
  assert.equal(cache.length, 2);
  const empty = await filled(decoder, [{ key: 'cat', tokenCount: 11 }]);
  prefixCache.putBack(empty, [cat, 3]);
  assert.deepEqual([...decoder.openCaches], [cache]);
});

test('after closing, what is put back is closed at once', async () => {
  const { decoder, prefixCache } = await store([
    [1, cat],
    [2, dog],
  ]);
  const cache = prefixCache.take([1, cat, 3]);
  assert.ok(cache);
  prefixCache.close();
  assert.deepEqual([...decoder.openCaches], [cache]);
  prefixCache.putBack(cache, [1, cat]);
  assert.equal(decoder.openCaches.size, 0);
});

test('whatever is taken and put back, the bound holds and every cache is kept, in use or closed', async () => {
  const unit: fc.Arbitrary<Unit> = fc.oneof(fc.nat(2), fc.constantFrom(cat, dog));
  const units = fc.array(unit, { minLength: 1, maxLength: 5 });
  const law = fc.asyncProperty(
    fc.array(units, { maxLength: 12 }),
    fc.nat(2000),
    fc.boolean(),
    async (all, limitBytes, copyable) => {
      const decoder = new ToyDecoder({ copyable });
      const prefixCache = new PrefixCache(limitBytes);
      for (const wanted of all) {
        const taken = prefixCache.take(wanted);
        if (taken) assert.ok(taken.length > 0 && taken.length < countTokens(wanted));
        const inUse = taken ?? (await filled(decoder, wanted));
        const openBytes = [...decoder.openCaches].reduce((sum, cache) => sum + cache.sizeBytes, 0);
        assert.equal(prefixCache.sizeBytes, openBytes - inUse.sizeBytes);
        prefixCache.putBack(inUse, wanted);
        assert.ok(prefixCache.sizeBytes <= limitBytes);
      }
      prefixCache.close();
      assert.equal(decoder.openCaches.size, 0);
    },
  );
  await fc.assert(law, { numRuns: 300 });
});
