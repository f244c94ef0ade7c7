/** What a random checkpoint is laid out by. */
export type ConfigFile = HovleConfigFile | InternVl2ConfigFile;

/** What the names and shapes of a HoVLE checkpoint follow from, as `config.json` spells it. */
export interface HovleConfigFile {
  readonly embedding_config: DecoderSizes & {
    readonly num_channels: number;
    readonly patch_size: number;
    readonly image_size: number;
    readonly llm_vocab_size: number;
    readonly llm_hidden_size: number;
    readonly downsample_ratio: number;
  };
  readonly llm_config: DecoderSizes & { readonly vocab_size: number };
}

/** The same of an InternVL2 checkpoint. */
export interface InternVl2ConfigFile {
  readonly vision_config: {
    readonly num_hidden_layers: number;
    readonly hidden_size: number;
    readonly intermediate_size: number;
    readonly num_channels: number;
    readonly patch_size: number;
    readonly image_size: number;
  };
  readonly llm_config: DecoderSizes & { readonly vocab_size: number };
  readonly downsample_ratio: number;
}

/** Sizes of a stack of causal layers. */
export interface DecoderSizes {
  readonly num_hidden_layers: number;
  readonly hidden_size: number;
  readonly intermediate_size: number;
  readonly num_attention_heads: number;
  readonly num_key_value_heads: number;
}

/**
 * The config of the published HoVLE (2.6 billion parameters).
 * `imageTokenId` is the id of `<IMG_CONTEXT>`; another one is needed beside another tokenizer.
 */
export function publishedConfig(imageTokenId = 92546) {
  return {
    architectures: ['InternVLChatModel'],
    model_type: 'internvl_chat',
    torch_dtype: 'bfloat16',
    template: 'internlm2-chat',
    force_image_size: imageSize,
    dynamic_image_size: true,
    use_thumbnail: true,
    min_dynamic_patch: 1,
    max_dynamic_patch: 12,
    ps_version: 'v2',
    select_layer: -1,
    downsample_ratio: downsampleRatio,
    normalize_encoder_output: false,
    embedding_config: embeddingConfig(imageTokenId),
    llm_config: languageModelConfig,
  };
}

const imageSize = 448;
const downsampleRatio = 0.5;
const vocabularySize = 92553;

const layerSizes = {
  hidden_size: 2048,
  intermediate_size: 8192,
  num_attention_heads: 16,
  num_key_value_heads: 8,
  rms_norm_eps: 1e-5,
  attn_implementation: 'flash_attention_2',
} as const;

function embeddingConfig(imageTokenId: number) {
  return {
    ...layerSizes,
    model_type: 'holistic_embedding',
    num_hidden_layers: 8,
    num_channels: 3,
    patch_size: 14,
    image_size: imageSize,
    hidden_act: 'silu',
    attention_bias: false,
    use_ls: false,
    rope_theta: 10000,
    rope_scaling: null,
    max_position_embeddings: 4096,
    llm_vocab_size: vocabularySize,
    llm_hidden_size: layerSizes.hidden_size,
    use_pixel_shuffle_proj: true,
    pixel_shuffle_loc: 'pre',
    use_2d_sincos_pos_embed: false,
    img_context_token_id: imageTokenId,
    special_token_maps: {},
    downsample_ratio: downsampleRatio,
  };
}

const languageModelConfig = {
  ...layerSizes,
  model_type: 'internlm2',
  architectures: ['InternLM2ForCausalLM'],
  vocab_size: vocabularySize,
  num_hidden_layers: 24,
  bias: false,
  hidden_act: 'silu',
  rope_theta: 1_000_000,
  rope_scaling: { type: 'dynamic', factor: 2 },
  max_position_embeddings: 32768,
} as const;
