import { mostTiles } from '../api/choices.ts';
import { EngineError } from '../api/errors.ts';
import { clause } from '../api/remarks.ts';
import { configReader, type ConfigReader } from './configReader.ts';
import type {
  HovleConfig,
  InternVl2Config,
  ModelConfig,
  RopeConfig,
  StackConfig,
  TileConfig,
  VisionConfig,
} from './config.ts';

/** Building the graph takes minutes for many thousand layers, and comes before it is seen that they have no weights. */
const mostLayers = 1000;

/**
 * Reads a checkpoint's config.json: the published HoVLE and InternVL2 layouts. Fields that the published
 * configuration classes give a default may be missing; values that this program cannot compute with are refused.
 */
export function readConfig(text: string, file = 'config.json'): ModelConfig {
  const root = configReader(text, file);
  if (root.has('embedding_config')) return readHovle(root);
  if (root.has('vision_config')) return readInternVl2(root);
  throw new EngineError('config/unknown-layout', { file });
}

function readHovle(root: ConfigReader): HovleConfig {
  const module = root.section('embedding_config');
  const embedding = readSizes(module);
  const tile = readTile(root, module);
  module.only('use_ls', [false], false);
  module.only('use_2d_sincos_pos_embed', [false], false);
  const extraTokens = Object.keys(module.record('special_token_maps')).length;
  module.require(extraTokens === 0, 'special_token_maps', clause('an empty table'));
  return checked(root, {
    layout: 'hovle',
    ...readLanguage(root),
    tile: { ...tile, shuffle: module.flag('use_pixel_shuffle_proj', false) ? tile.shuffle : 1 },
    embedding: { ...embedding, layers: readHolisticLayers(module) },
    imageTokenId: module.integer('img_context_token_id', 92546),
    pixelShuffle: readPixelShuffle(module),
    normalizeOutput: root.flag('normalize_encoder_output', false),
  });
}

/** None where patches and words go straight into the language model: the monolithic baseline. */
function readHolisticLayers(module: ConfigReader): number {
  const layers = module.integer('num_hidden_layers', 32);
  return layers === 0 ? 0 : module.count('num_hidden_layers', 32, mostLayers);
}

function readPixelShuffle(module: ConfigReader): HovleConfig['pixelShuffle'] {
  const place = module.choice('pixel_shuffle_loc', ['pre', 'post'] as const, 'pre');
  return module.flag('use_pixel_shuffle_proj', false) ? place : 'none';
}

function readInternVl2(root: ConfigReader): InternVl2Config {
  const vision = root.section('vision_config');
  root.only('ps_version', ['v2'], 'v1');
  return checked(root, {
    layout: 'internvl2',
    ...readLanguage(root),
    tile: readTile(root, vision),
    vision: readVision(vision, root.integer('select_layer', -1)),
  });
}

function readVision(vision: ConfigReader, selectLayer: number): VisionConfig {
  vision.only('norm_type', ['layer_norm'], 'rms_norm');
  vision.only('hidden_act', ['gelu'], 'gelu');
  vision.only('qk_normalization', [false], true);
  const layers = vision.count('num_hidden_layers', 48, mostLayers);
  return {
    layers: selectLayer < 0 ? layers + 1 + selectLayer : selectLayer,
    width: vision.count('hidden_size', 3200),
    heads: vision.count('num_attention_heads', 25),
    intermediateWidth: vision.count('intermediate_size', 12800),
    normEpsilon: vision.positive('layer_norm_eps', 1e-6),
    qkvBias: vision.flag('qkv_bias', false),
  };
}

function readLanguage(root: ConfigReader): Pick<ModelConfig, 'language' | 'vocabularySize' | 'template' | 'trained'> {
  const language = root.section('llm_config');
  language.only('model_type', ['internlm2'], 'internlm2');
  return {
    template: root.text('template', 'internlm2-chat'),
    language: readStack(language),
    vocabularySize: language.count('vocab_size', 103168),
    trained: !root.flag('hovle_untrained', false),
  };
}

function readStack(stack: ConfigReader): StackConfig {
  return { ...readSizes(stack), layers: stack.count('num_hidden_layers', 32, mostLayers) };
}

/** The sizes of a stack's layers; the defaults are those of the published HolisticEmbeddingConfig and InternLM2Config. */
function readSizes(stack: ConfigReader): Omit<StackConfig, 'layers'> {
  stack.only('hidden_act', ['silu'], 'silu');
  const width = stack.count('hidden_size', 4096);
  const heads = stack.count('num_attention_heads', 32);
  const keyValueHeads = stack.count('num_key_value_heads', heads);
  stack.require(width % heads === 0 && (width / heads) % 2 === 0, 'num_attention_heads', clause('heads of even width'));
  stack.require(heads % keyValueHeads === 0, 'num_key_value_heads', clause('a divisor of num_attention_heads'));
  return {
    width,
    heads,
    keyValueHeads,
    headWidth: width / heads,
    intermediateWidth: stack.count('intermediate_size', 11008),
    normEpsilon: stack.positive('rms_norm_eps', 1e-6),
    attentionBias: stack.flag('attention_bias', stack.flag('bias', false)),
    feedForwardBias: stack.flag('mlp_bias', false),
    rope: readRope(stack),
  };
}

function readRope(stack: ConfigReader): RopeConfig {
  const theta = stack.positive('rope_theta', 10000);
  const maxPositions = stack.count('max_position_embeddings', 2048);
  if (!stack.has('rope_scaling')) return { theta, maxPositions };
  const scaling = stack.section('rope_scaling');
  const type = scaling.choice('type', ['dynamic', 'linear'] as const);
  return { theta, maxPositions, scaling: { type, factor: scaling.positive('factor') } };
}

function readTile(root: ConfigReader, module: ConfigReader): TileConfig {
  const size = root.count('force_image_size', module.count('image_size', 448));
  const patchSize = module.count('patch_size', 14);
  const ratio = root.positive('downsample_ratio', 0.5);
  const shuffle = Math.round(1 / ratio);
  module.only('image_size', [size], size);
  module.require(size % patchSize === 0, 'patch_size', clause('a divisor of the tile size {size}', { size }));
  root.require(
    shuffle * ratio === 1 && (size / patchSize) % shuffle === 0,
    'downsample_ratio',
    clause('a fraction 1/n that divides the patch grid'),
  );
  return {
    size,
    patchSize,
    channels: module.count('num_channels', 3),
    shuffle,
    minTiles: root.count('min_dynamic_patch', 1, mostTiles),
    maxTiles: root.count('max_dynamic_patch', 6, mostTiles),
    dynamic: root.flag('dynamic_image_size', false),
    thumbnail: root.flag('use_thumbnail', false),
  };
}

/** What holds between the parts. */
function checked<C extends ModelConfig>(root: ConfigReader, config: C): C {
  const isWideEnough = config.layout !== 'hovle' || config.embedding.width === config.language.width;
  root.require(
    isWideEnough,
    'embedding_config.hidden_size',
    clause('the width of the language model, {width}', { width: config.language.width }),
  );
  root.require(config.tile.channels === 3, 'num_channels', '3');
  root.require(config.tile.minTiles <= config.tile.maxTiles, 'min_dynamic_patch', clause('at most max_dynamic_patch'));
  return config;
}
