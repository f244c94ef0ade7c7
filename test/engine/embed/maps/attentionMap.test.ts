// t tokens · D width · H heads · G key/value heads · K width of a head

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MapView } from '../../../../src/engine/api/mapApi.ts';
import { openCheckpoint } from '../../../../src/engine/checkpoint/openCheckpoint.ts';
import { attentionMap } from '../../../../src/engine/embed/maps/attentionMap.ts';
import { ascend, stations } from '../../../../src/engine/embed/maps/walk.ts';
import type { StackConfig } from '../../../../src/engine/model/config.ts';
import { tinyStage, type TinyName } from './mapStage.ts';

for (const name of ['tiny-pre', 'tiny-post', 'tiny-internvl2'] satisfies TinyName[])
  test(`what the heads of ${name} look at equals attention written out by hand`, async (t) => {
    const { request, model, foretold } = await tinyStage(t, name, 'a cat');
    const { views } = await attentionMap(model, foretold, { heads: true });
    const checkpoint = await openCheckpoint(request.model);
    t.after(() => checkpoint.close());
    const all = stations(model, foretold.layout);
    const entering = await ascend(all, (await foretold.enter()).rows, {});
    const { embedding } = model.parts;
    for (const [i, { layer }] of all.entries()) {
      if (layer === undefined) continue;
      const isHolistic = embedding !== undefined && layer <= embedding.config.layers;
      const [stack, index] = isHolistic
        ? [embedding.config, layer - 1]
        : [model.config.language, layer - 1 - (embedding?.config.layers ?? 0)];
      const prefix = isHolistic ? `embedding_model.encoder.${index}` : `language_model.model.layers.${index}`;
      const read = (tensor: string) => checkpoint.readFloat32(`${prefix}.${tensor}.weight`);
      const weights = { norm: await read('attention_norm'), packed: await read('attention.wqkv') };
      const { sources, imageTokens } = foretold.layout;
      const rowsOf = (token: number): readonly number[] => (isHolistic ? sources[token]! : [token]);
      const heads = foretold.after.map((token) => lookOf(entering[i]!, weights, stack, rowsOf(token)[0]!));
      const check = (kind: MapView['kind'], head: number | undefined, over: (looks: number[]) => number) => {
        const expected = imageTokens.map((token) =>
          mean(heads.map((byHead) => sum(rowsOf(token).map((row) => over(byHead.map((look) => look[row]!)))))),
        );
        const view = views.find((one) => one.kind === kind && one.layer === layer && one.head === head);
        assert.equal(view?.values.length, expected.length);
        for (const [p, value] of expected.entries())
          assert.ok(Math.abs(value - view.values[p]!) < 2e-5, `layer ${layer}, ${kind} ${head}, token ${p}: ${value}`);
      };
      check('mean', undefined, mean);
      check('largest', undefined, (looks) => Math.max(...looks));
      for (let head = 1; head <= stack.heads; head++) check('head', head, (looks) => looks[head - 1]!);
    }
  });

test('attention that flows through all layers loses nothing: shares of pictures and words add up to one', async (t) => {
  const { model, foretold } = await tinyStage(t, 'tiny-post', 'a');
  const all = stations(model, foretold.layout);
  const entering = await ascend(all, (await foretold.enter()).rows, {});
  const { after, layout } = foretold;
  let flow: Float32Array = new Float32Array(layout.tokens);
  flow[after[0]!] = 1;
  for (let i = all.length - 1; all[i]!.attend && i >= 0; i--) {
    ({ flow } = await all[i]!.attend!(entering[i]!, { rows: after, flow, heads: false }));
    assert.ok(Math.abs(sum([...flow]) - 1) < 1e-5);
  }
  const { views } = await attentionMap(model, foretold, {});
  const [rollout] = views;
  const whole = sum([...rollout!.values]);
  assert.ok(rollout?.kind === 'rollout' && whole > 0 && whole < 1);
});

interface LayerWeights {
  readonly norm: Float32Array;
  readonly packed: Float32Array;
}

/** softmax(q kᵀ / √K) of one token in each head, over it and those before it, in plain numbers: [H][t]. */
function lookOf(x: Float32Array, { norm, packed }: LayerWeights, stack: StackConfig, token: number): number[][] {
  const { width: D, heads: H, keyValueHeads: G, headWidth: K, normEpsilon } = stack;
  const R = H / G;
  const t = x.length / D;
  const normal = (row: number): number[] => {
    const own = [...x.subarray(row * D, (row + 1) * D)];
    const scale = Math.sqrt(mean(own.map((value) => value * value)) + normEpsilon);
    return own.map((value, d) => (value / scale) * norm[d]!);
  };
  // Of each key/value head its R query heads, then its key, then its value.
  const project = (row: number, slot: number): number[] => {
    const from = normal(row);
    const projected = Array.from({ length: K }, (_, k) =>
      sum(from.map((value, d) => value * packed[(slot * K + k) * D + d]!)),
    );
    return turned(projected, row, stack);
  };
  return Array.from({ length: H }, (_, head) => {
    const group = Math.floor(head / R);
    const query = project(token, group * (R + 2) + (head % R));
    const scores = Array.from({ length: token + 1 }, (__, row) => {
      const key = project(row, group * (R + 2) + R);
      return sum(query.map((value, k) => value * key[k]!)) / Math.sqrt(K);
    });
    const exponents = scores.map((score) => Math.exp(score - Math.max(...scores)));
    return Array.from({ length: t }, (__, row) => (exponents[row] ?? 0) / sum(exponents));
  });
}

/** Rotary positions: the two halves of a head turn against each other. */
function turned(vector: number[], position: number, { rope, headWidth: K }: StackConfig): number[] {
  return vector.map((value, k) => {
    const i = k % (K / 2);
    const angle = position * rope.theta ** ((-2 * i) / K);
    const other = vector[(k + K / 2) % K]!;
    return value * Math.cos(angle) + (k < K / 2 ? -other : other) * Math.sin(angle);
  });
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;
