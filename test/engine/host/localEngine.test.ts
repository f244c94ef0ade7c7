import assert from 'node:assert/strict';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import sharp from 'sharp';
import type { AskProgress, AskRequest } from '../../../src/engine/api/answerApi.ts';
import type { EmbedRequest } from '../../../src/engine/api/spaceApi.ts';
import { createLocalEngine } from '../../../src/engine/host/localEngine.ts';
import type { LocalEngine } from '../../../src/engine/host/engineOptions.ts';
import { refused } from '../checkpoint/refused.ts';
import { temporaryFolder } from '../checkpoint/temporaryFolder.ts';

const golden = join(import.meta.dirname, '..', '..', 'golden', 'reference');
const model = join(golden, 'tiny-pre');
const picture = join(golden, 'images', 'tiny-pre-square-0.png');

async function engineFor(t: TestContext): Promise<LocalEngine> {
  const engine = createLocalEngine({ cacheFolder: await temporaryFolder(t) });
  t.after(() => engine.close());
  return engine;
}

function question(text: string, more: Partial<AskRequest> = {}): AskRequest {
  return { model, turns: [{ role: 'user', text, images: [{ path: picture }] }], device: 'cpu', maxTokens: 8, ...more };
}

test('an answer streams, says what made it, and is the same when asked again', async (t) => {
  const engine = await engineFor(t);
  const progress: AskProgress[] = [];
  const first = await engine.ask(question('What is it?'), { onProgress: (one) => progress.push(one) });
  const again = await engine.ask(question('What is it?'));
  const streamed = progress.map((one) => (one.kind === 'text' ? one.text : '')).join('');
  assert.equal(streamed, first.text);
  assert.deepEqual(again.tokenIds, first.tokenIds);
  assert.deepEqual(
    first.images.map(({ path, grid, tiles }) => [path, grid, tiles]),
    [[picture, [1, 1], 1]],
  );
  assert.deepEqual([first.device, first.precision, first.finish, first.trained], ['cpu', 'fp32', 'length', true]);
  assert.deepEqual(stages(progress), ['compiling', 'loading', 'prefill']);
});

function stages(progress: readonly AskProgress[]): string[] {
  return [...new Set(progress.flatMap((one) => (one.kind === 'stage' ? [one.stage] : [])))];
}

test('a second question about a picture computes only what is new', async (t) => {
  const engine = await engineFor(t);
  const first = await engine.ask(question('What is it?'));
  const second = await engine.ask(question('Which colour has it?'));
  const without = await engine.ask(question('Which colour has it?', { prefixCache: false }));
  assert.ok(second.timings.prefillTokens < first.timings.prefillTokens / 2);
  assert.equal(second.timings.imageMs, 0);
  assert.deepEqual(second.tokenIds, without.tokenIds);
  assert.equal(without.timings.prefillTokens, without.promptTokenIds.length);
});

test('an answer that is kept to a schema fits it, drawn or not, and one that is cut says so', async (t) => {
  const engine = await engineFor(t);
  const schema = JSON.stringify({
    type: 'object',
    properties: {
      colour: { enum: ['red', 'green .'] },
      count: { type: 'integer', minimum: 2, maximum: 40 },
      on: { type: 'boolean' },
    },
    required: ['colour', 'count', 'on'],
  });
  for (const more of [{}, { temperature: 1.5, seed: 3 }, { speculation: false, repetitionPenalty: 1.3 }]) {
    const { text, finish } = await engine.ask(question('What is it?', { schema, maxTokens: 200, ...more }));
    const { colour, count, on, ...rest } = JSON.parse(text) as Record<string, unknown>;
    assert.equal(finish, 'stop');
    assert.deepEqual([typeof on, rest], ['boolean', {}]);
    assert.ok(['red', 'green .'].includes(String(colour)) && Number(count) >= 2 && Number(count) <= 40, text);
  }
  const cut = await engine.ask(question('What is it?', { schema, maxTokens: 2 }));
  assert.equal(cut.finish, 'length');
  await refused(() => engine.ask(question('What?', { schema: '{"not": {}}' })), 'schema/unsupported');
  await refused(() => engine.ask(question('What?', { schema: '{', stop: [] })), 'schema/not-json');
});

test('a turned photo is read upright, but as it lies in the file where numbers are compared', async (t) => {
  const engine = await engineFor(t);
  const turned = join(await temporaryFolder(t), 'turned.jpg');
  const pixels = { create: { width: 40, height: 20, channels: 3, background: '#a04020' } } as const;
  await writeFile(turned, await sharp(pixels).withMetadata({ orientation: 6 }).jpeg().toBuffer());
  const ask = (more: Partial<AskRequest>) =>
    engine.ask(question('Which?', { turns: [{ role: 'user', text: 'Which?', images: [{ path: turned }] }], ...more }));
  const upright = await ask({});
  const asStored = await ask({ referenceImages: true });
  assert.deepEqual([upright.images[0]?.width, upright.images[0]?.height], [20, 40]);
  assert.deepEqual([asStored.images[0]?.width, asStored.images[0]?.height], [40, 20]);
});

test('questions that cannot be answered are refused by a sentence each', async (t) => {
  const engine = await engineFor(t);
  const folder = await temporaryFolder(t);
  await writeFile(join(folder, 'not.png'), 'no picture');
  await mkdir(join(folder, 'folder.png'));
  const about = (path: string): AskRequest =>
    question('What?', { turns: [{ role: 'user', text: 'What?', images: [{ path }] }] });
  await refused(() => engine.ask(question('  ')), 'prompt/empty');
  await refused(() => engine.ask(question('word '.repeat(40_000))), 'prompt/too-long');
  await refused(() => engine.ask(about(join(folder, 'not.png'))), 'image/not-an-image');
  await refused(() => engine.ask(about(join(folder, 'folder.png'))), 'image/not-a-file');
  await refused(() => engine.ask(about(join(folder, 'gone.png'))), 'image/missing');
  await refused(() => engine.ask(question('What?', { temperature: -1 })), 'generation/bad-option');
  await refused(() => engine.ask(question('What?', { model: folder })), 'checkpoint/missing-file');
  const answer = await engine.ask(question('What?'));
  assert.equal(answer.tokenIds.length, 8);
});

test('a checkpoint that was trained further answers as it is now, also while it is loaded', async (t) => {
  const engine = await engineFor(t);
  const trained = join(await temporaryFolder(t), 'model');
  await cp(model, trained, { recursive: true });
  const before = await engine.ask(question('What?', { model: trained }));
  const shard = join(trained, 'model-00002-of-00002.safetensors');
  await writeFile(shard, withOtherWeights(await readFile(shard)));
  const after = await engine.ask(question('What?', { model: trained }));
  assert.notDeepEqual(after.tokenIds, before.tokenIds);
  const fresh = await engineFor(t);
  assert.deepEqual((await fresh.ask(question('What?', { model: trained }))).tokenIds, after.tokenIds);
});

/** A safetensors file of two-byte numbers with the sign of each turned. */
function withOtherWeights(file: Buffer): Buffer {
  const changed = Buffer.from(file);
  const begin = 8 + Number(changed.readBigUInt64LE());
  for (let high = begin + 1; high < changed.length; high += 2) changed[high]! ^= 0x80;
  return changed;
}

test('a tokenizer that is not one is refused before anything is computed', async (t) => {
  const engine = await engineFor(t);
  const source = join(await temporaryFolder(t), 'model');
  await cp(model, source, { recursive: true });
  await writeFile(join(source, 'tokenizer.model'), 'this is no tokenizer');
  await assert.rejects(engine.ask(question('What?', { model: source })), (error: unknown) => {
    assert.ok(error instanceof Error && 'code' in error && String(error.code).startsWith('tokenizer/'), String(error));
    return true;
  });
});

test('a tokenizer that belongs to other weights is refused: by its own tokens at once, by words when they come', async (t) => {
  const details = { id: 5000, count: 1203 };
  const [img, ref] = [1194, 1199];
  const asked = (source: string, text: string): AskRequest => ({
    ...question(text, { model: source }),
    turns: [{ role: 'user', text }],
  });
  const ownToken = await withTokenAt5000(t, img);
  await refused(async () => (await engineFor(t)).ask(asked(ownToken, 'What?')), 'tokenizer/beyond-weights', details);
  const word = await withTokenAt5000(t, ref);
  const engine = await engineFor(t);
  await engine.ask(asked(word, 'What?'));
  await refused(() => engine.ask(asked(word, 'What? <ref>')), 'tokenizer/beyond-weights', details);
});

/** The model with one token of its tokenizer moved beyond its weights. */
async function withTokenAt5000(t: TestContext, id: number): Promise<string> {
  const source = join(await temporaryFolder(t), 'model');
  await cp(model, source, { recursive: true });
  for (const file of ['added_tokens.json', 'tokenizer_config.json']) {
    const text = await readFile(join(model, file), 'utf8');
    await writeFile(join(source, file), text.replace(`"${id}": {`, '"5000": {').replace(`: ${id},`, ': 5000,'));
  }
  return source;
}

test('an answer is cancelled between two tokens', async (t) => {
  const engine = await engineFor(t);
  const abort = new AbortController();
  let texts = 0;
  const onProgress = ({ kind }: AskProgress): void => {
    if (kind === 'text' && ++texts === 3) abort.abort();
  };
  const answer = await engine.ask(question('What?', { maxTokens: 500 }), { signal: abort.signal, onProgress });
  assert.equal(answer.finish, 'cancelled');
  assert.ok(answer.tokenIds.length < 20);
});

test('vectors of a picture and a text come with what each stands for, at every layer', async (t) => {
  const engine = await engineFor(t);
  const embed = (layer?: number) =>
    engine.embed({
      model,
      images: [{ path: picture }],
      text: 'red',
      device: 'cpu',
      ...(layer !== undefined && { layer }),
    });
  const byDefault = await embed();
  const [entering, first, last] = [await embed(0), await embed(1), await embed(4)];
  assert.equal(byDefault.layer, 2);
  assert.equal(byDefault.vectors.length, byDefault.tokens.length * byDefault.width);
  assert.notDeepEqual(first.vectors, entering.vectors);
  assert.equal(last.tokens.length, byDefault.tokens.length);
  const patches = byDefault.tokens.flatMap((token) =>
    token.kind === 'patch' ? [[token.tile, token.row, token.column]] : [],
  );
  assert.deepEqual(patches, [
    [0, 0, 0],
    [0, 0, 1],
    [0, 1, 0],
    [0, 1, 1],
  ]);
  await refused(() => embed(9), 'embed/no-such-layer', { layer: 9, last: 4 });
  await refused(() => engine.embed({ model, device: 'cpu' }), 'embed/nothing');
});

test('vectors that are being computed are given up when nobody waits for them any more', async (t) => {
  const engine = await engineFor(t);
  const abort = new AbortController();
  // Whoever reads the picture is past every other place where a request is given up.
  const image = {
    get path() {
      abort.abort();
      return picture;
    },
  };
  const request: EmbedRequest = { model, device: 'cpu', images: [image] };
  await refused(() => engine.embed(request, { signal: abort.signal }), 'request/cancelled');
});

test('models are listed with what is wrong with those that cannot be used', async (t) => {
  const engine = await engineFor(t);
  const folder = await temporaryFolder(t);
  await cp(model, join(folder, 'good'), { recursive: true });
  await cp(model, join(folder, 'damaged'), { recursive: true });
  await writeFile(join(folder, 'damaged', 'model-00001-of-00002.safetensors'), 'short');
  await mkdir(join(folder, 'other'));
  await engine.ask(question('What?', { model: join(folder, 'good') }));
  const models = await engine.listModels([folder]);
  assert.deepEqual(models.map(({ name, compiled }) => [name, compiled]).sort(), [
    ['damaged', []],
    ['good', ['fp32']],
  ]);
  assert.ok(models.find(({ name }) => name === 'damaged')?.problem);
  assert.equal(models.find(({ name }) => name === 'good')?.problem, undefined);
});
