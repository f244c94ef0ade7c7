import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { compileModel } from '../../../src/engine/compile/compileModel.ts';
import type { ImageSpan, Span } from '../../../src/engine/generate/decoder.ts';
import { HovleDecoder } from '../../../src/engine/generate/hovleDecoder.ts';
import { loadModel, type LoadedModel } from '../../../src/engine/generate/loadedModel.ts';
import { TextRows } from '../../../src/engine/generate/textRows.ts';
import { embeddingRowsPerTile, tokensPerTile } from '../../../src/engine/model/config.ts';
import { DeviceSession } from '../../../src/engine/session/deviceSession.ts';

const reference = join(import.meta.dirname, '..', '..', 'golden', 'reference');
const models = new Map<string, LoadedModel>();
const closers: (() => Promise<void> | void)[] = [];
let folder = '';

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hovle-decoder-'));
  for (const name of ['tiny-pre', 'tiny-post', 'tiny-scaled']) {
    await compileModel(join(reference, name), { precision: 'fp32', out: join(folder, name) });
    models.set(name, await loadModel(join(folder, name), { device: 'cpu', prefixCacheBytes: 0 }));
  }
});

after(async () => {
  for (const close of closers) await close();
  for (const model of models.values()) await model.close();
  await rm(folder, { recursive: true, force: true });
});

function modelOf(name: string): LoadedModel {
  const model = models.get(name);
  assert.ok(model);
  return model;
}

/** Text, a picture of `tiles` tiles with made-up features, and text again. */
function promptWith(model: LoadedModel, tiles: number): Span[] {
  const { config, placeholderId } = model;
  const rows = tiles * embeddingRowsPerTile(config);
  const features = Float32Array.from({ length: rows * config.language.width }, (_, i) => Math.sin(i * 0.7) * 0.5);
  const picture: ImageSpan = {
    kind: 'image',
    key: `made up ${tiles}`,
    tokenCount: tiles * tokensPerTile(config.tile),
    embeddingTokenCount: rows,
    placeholderId,
    features: () => Promise.resolve(features),
  };
  return [{ kind: 'text', ids: [1, 20, 300, 4] }, picture, { kind: 'text', ids: [50, 61, 7, 80, 9] }];
}

async function withChunk(name: string, chunk: number): Promise<HovleDecoder> {
  const { config } = modelOf(name);
  const open = (part: string) => DeviceSession.open(join(folder, name, `${part}.onnx`), { device: 'cpu' });
  const [session, head] = [await open('decoder'), await open('head')];
  const table = { file: 'text_rows.bin', dtype: storedAs[name] ?? 'float32', count: config.vocabularySize };
  const textRows = new TextRows(join(folder, name, 'text_rows.bin'), table, config.language.width);
  closers.push(
    () => session.close(),
    () => head.close(),
    () => textRows.close(),
  );
  return new HovleDecoder({ config, session, head, textRows, chunk });
}

const storedAs: Readonly<Record<string, 'float32' | 'float16' | 'bfloat16'>> = {
  'tiny-pre': 'float32',
  'tiny-post': 'bfloat16',
  'tiny-scaled': 'float16',
};

function assertClose(found: Float32Array, expected: Float32Array): void {
  const worst = found.reduce((most, value, i) => Math.max(most, Math.abs(value - (expected[i] ?? NaN))), 0);
  assert.ok(worst < 1e-4 && found.length === expected.length, `differs by ${worst}`);
}

for (const name of ['tiny-pre', 'tiny-post', 'tiny-scaled']) {
  test(`${name}: a prompt in small steps equals one pass, whatever the step`, async () => {
    const model = modelOf(name);
    const spans = promptWith(model, 3);
    const { logits } = await model.decoder.evaluate({ spans });
    for (const chunk of [1, 9, 40]) {
      const decoder = await withChunk(name, chunk);
      const cache = decoder.newCache();
      assertClose(await decoder.prefill(cache, { spans }), logits.slice(-decoder.vocabularySize));
      cache.close();
    }
  });

  test(`${name}: several tokens at once equal one at a time, also after forgetting some`, async () => {
    const { decoder, config } = modelOf(name);
    const spans = promptWith(modelOf(name), 2);
    const cache = decoder.newCache();
    await decoder.prefill(cache, { spans });
    const length = cache.length;
    const together = await decoder.extend(cache, [5, 6, 7]);
    cache.truncate(length);
    const apart = [
      await decoder.extend(cache, [5]),
      await decoder.extend(cache, [6]),
      await decoder.extend(cache, [7]),
    ];
    apart.forEach((row, i) =>
      assertClose(row, together.slice(i * config.vocabularySize, (i + 1) * config.vocabularySize)),
    );
    assert.equal(cache.length, length + 3);
    cache.close();
  });

  test(`${name}: a cache cut after the picture goes on like a fresh one, and so does a copy`, async () => {
    const { decoder } = modelOf(name);
    const spans = promptWith(modelOf(name), 2);
    const other: Span[] = [...spans.slice(0, 2), { kind: 'text', ids: [99, 98, 97] }];
    const fresh = decoder.newCache();
    const expected = await decoder.prefill(fresh, { spans: other });
    const cache = decoder.newCache();
    await decoder.prefill(cache, { spans });
    const copy = cache.copy(cache.length - 5);
    cache.truncate(cache.length - 5);
    assertClose(await decoder.prefill(cache, { spans: other }), expected);
    assertClose(await decoder.prefill(copy, { spans: other }), expected);
    for (const one of [fresh, cache, copy]) one.close();
  });
}

for (const name of ['tiny-pre', 'tiny-post', 'tiny-scaled'])
  test(`${name}: a layer's vectors in small steps equal those of one pass, and no run is longer than a step`, async () => {
    const model = modelOf(name);
    const spans = promptWith(model, 3);
    const [stepwise, whole] = [await withChunk(name, 40), await withChunk(name, 1e6)];
    const session = await model.inspection();
    for (const layer of [0, 1, 4]) {
      const [long, short] = [counted(session), counted(session)];
      const expected = await whole.inspect({ spans }, long.session, layer);
      assertClose(await stepwise.inspect({ spans }, short.session, layer), expected);
      assert.deepEqual([long.rows.length <= 1, short.rows.every((rows) => rows <= 40)], [true, true]);
    }
  });

/** A session that notes the rows of each of its runs. */
function counted(session: DeviceSession): { session: DeviceSession; rows: number[] } {
  const rows: number[] = [];
  const run: DeviceSession['run'] = (feeds, ...others) => {
    rows.push(feeds['rows']!.shape[0]!);
    return session.run(feeds, ...others);
  };
  return { session: Object.assign(Object.create(session) as DeviceSession, { run }), rows };
}

test('looking at a layer stops between steps', async () => {
  const decoder = await withChunk('tiny-pre', 4);
  const abort = new AbortController();
  const { session, rows } = counted(await modelOf('tiny-pre').inspection());
  const stopping: DeviceSession['run'] = (...given) => {
    abort.abort();
    return session.run(...given);
  };
  const spans = promptWith(modelOf('tiny-pre'), 3);
  const inspecting = decoder.inspect(
    { spans },
    Object.assign(Object.create(session) as DeviceSession, { run: stopping }),
    1,
    abort.signal,
  );
  await assert.rejects(inspecting, { code: 'request/cancelled' });
  assert.equal(rows.length, 1);
});

test('past the positions that dynamic scaling starts at, answers equal a full pass over everything', async () => {
  const { decoder, config } = modelOf('tiny-scaled');
  const ids = Array.from({ length: config.language.rope.maxPositions - 2 }, (_, i) => (i * 37) % 900);
  const cache = decoder.newCache();
  await decoder.prefill(cache, { spans: [{ kind: 'text', ids }] });
  const more = [11, 12, 13, 14, 15];
  for (const [index, id] of more.entries()) {
    const found = await decoder.extend(cache, [id]);
    const all = [...ids, ...more.slice(0, index + 1)];
    const { logits } = await decoder.evaluate({ spans: [{ kind: 'text', ids: all }] });
    assertClose(found, logits.slice(-decoder.vocabularySize));
  }
  cache.close();
});

test('a step without tokens is refused: it would end the process inside the runtime', async () => {
  const { decoder } = modelOf('tiny-pre');
  const cache = decoder.newCache();
  await assert.rejects(decoder.prefill(cache, { spans: [] }), RangeError);
  cache.close();
});

test('an aborted prefill stops between steps', async () => {
  const decoder = await withChunk('tiny-pre', 4);
  const abort = new AbortController();
  const cache = decoder.newCache();
  const spans = promptWith(modelOf('tiny-pre'), 3);
  const stopping = decoder.prefill(
    cache,
    { spans },
    {
      signal: abort.signal,
      onProgress: () => {
        abort.abort();
      },
    },
  );
  await assert.rejects(stopping, { code: 'request/cancelled' });
  assert.ok(cache.length > 0 && cache.length < 12);
  cache.close();
});
