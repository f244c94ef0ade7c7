import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { hasCode } from '../../../src/engine/api/errors.ts';
import { embeddingRowsPerTile, tokensPerTile } from '../../../src/engine/model/config.ts';
import { readConfig } from '../../../src/engine/model/readConfig.ts';

const reference = join(import.meta.dirname, '..', '..', 'golden', 'reference');
const text = (name: string): string => readFileSync(join(reference, name, 'config.json'), 'utf8');

type Fields = Record<string, unknown>;

/** tiny-pre's config with a section's fields replaced; a field set to undefined is missing. */
function changed(fields: Fields, section?: string): string {
  const config = JSON.parse(text('tiny-pre')) as Fields;
  if (section === undefined) return JSON.stringify({ ...config, ...fields });
  return JSON.stringify({ ...config, [section]: { ...(config[section] as Fields), ...fields } });
}

test('the published layouts are told apart and their tokens counted', () => {
  const [pre, post, internvl2] = ['tiny-pre', 'tiny-post', 'tiny-internvl2'].map((name) => readConfig(text(name)));
  assert.deepEqual([pre?.layout, post?.layout, internvl2?.layout], ['hovle', 'hovle', 'internvl2']);
  assert.ok(pre && post);
  assert.deepEqual([tokensPerTile(pre.tile), embeddingRowsPerTile(pre)], [4, 4]);
  assert.deepEqual([tokensPerTile(post.tile), embeddingRowsPerTile(post)], [4, 16]);
});

test('fields that the published configuration classes give a default may be missing', () => {
  const config = readConfig(
    changed({ normalize_encoder_output: undefined, use_thumbnail: undefined, template: undefined }),
  );
  assert.ok(config.layout === 'hovle');
  assert.deepEqual([config.normalizeOutput, config.tile.thumbnail, config.template], [false, false, 'internlm2-chat']);
});

const refusals: { name: string; config: string; field: string }[] = [
  {
    name: 'another place for pixel shuffle',
    config: changed({ pixel_shuffle_loc: 'middle' }, 'embedding_config'),
    field: 'embedding_config.pixel_shuffle_loc',
  },
  { name: 'another activation', config: changed({ hidden_act: 'relu' }, 'llm_config'), field: 'llm_config.hidden_act' },
  { name: 'LayerScale', config: changed({ use_ls: true }, 'embedding_config'), field: 'embedding_config.use_ls' },
  {
    name: 'another scaling of RoPE',
    config: changed({ rope_scaling: { type: 'yarn', factor: 2 } }, 'llm_config'),
    field: 'llm_config.rope_scaling.type',
  },
  {
    name: 'heads that do not divide the width',
    config: changed({ num_attention_heads: 5 }, 'llm_config'),
    field: 'llm_config.num_attention_heads',
  },
  {
    name: 'key heads that do not divide the heads',
    config: changed({ num_key_value_heads: 3 }, 'llm_config'),
    field: 'llm_config.num_key_value_heads',
  },
  {
    name: 'a number of layers that is none',
    config: changed({ num_hidden_layers: -1 }, 'llm_config'),
    field: 'llm_config.num_hidden_layers',
  },
  {
    name: 'a number of layers beyond all sense',
    config: changed({ num_hidden_layers: 1e12 }, 'llm_config'),
    field: 'llm_config.num_hidden_layers',
  },
  {
    name: 'a width that is a text',
    config: changed({ hidden_size: '64' }, 'llm_config'),
    field: 'llm_config.hidden_size',
  },
  {
    name: 'stacks of different width',
    config: changed({ hidden_size: 128 }, 'llm_config'),
    field: 'embedding_config.hidden_size',
  },
  {
    name: 'a tile that patches do not fill',
    config: changed({ patch_size: 15 }, 'embedding_config'),
    field: 'embedding_config.patch_size',
  },
  ...(['embedding_config', 'llm_config'] as const).map((section) => ({
    name: `more layers in ${section} than a graph is built for`,
    config: changed({ num_hidden_layers: 1001 }, section),
    field: `${section}.num_hidden_layers`,
  })),
  {
    name: 'more tiles than grids are tried for',
    config: changed({ max_dynamic_patch: 257 }),
    field: 'max_dynamic_patch',
  },
  {
    name: 'another language model',
    config: changed({ model_type: 'qwen2' }, 'llm_config'),
    field: 'llm_config.model_type',
  },
];

for (const { name, config, field } of refusals) {
  test(`${name} is refused by the name of its field`, () => {
    assert.throws(
      () => readConfig(config),
      (error: unknown) => hasCode(error, 'config/unsupported') && error.details.field === field,
    );
  });
}

test('a file that is no JSON object, or describes another model, is refused', () => {
  for (const bad of ['', '[]', '{"embedding_config": ', 'null']) {
    assert.throws(
      () => readConfig(bad),
      (error: unknown) => hasCode(error, 'config/not-json'),
    );
  }
  assert.throws(
    () => readConfig('{"model_type": "llama"}'),
    (error: unknown) => hasCode(error, 'config/unknown-layout'),
  );
});

test('a field called like a property of every object is not taken for one', () => {
  const config = readConfig('{"embedding_config": {"__proto__": {"hidden_size": 64}}, "llm_config": {}}');
  assert.equal(config.language.width, 4096);
  assert.ok(config.layout === 'hovle');
  assert.equal(config.embedding.width, 4096);
});
