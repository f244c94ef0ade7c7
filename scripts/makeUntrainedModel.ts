import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { writeRandomCheckpoint } from '../src/engine/checkpoint/randomCheckpoint.ts';

/** Writes the seeded checkpoint that stands in until a trained model exists: the same bytes each time. */
export async function makeUntrainedModel(folder: string): Promise<void> {
  await writeRandomCheckpoint(folder, config, { seed: 1, dtype: 'bfloat16', tokenizerFrom });
}

const root = fileURLToPath(new URL('..', import.meta.url));
const tokenizerFrom = join(root, 'test/golden/reference/tiny-pre');

const vocabularySize = 1203;
const width = 64;

const layerSizes = {
  num_hidden_layers: 2,
  hidden_size: width,
  intermediate_size: 192,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  rms_norm_eps: 1e-5,
  rope_scaling: null,
  attn_implementation: 'flash_attention_2',
};

/** The published layout in small; tiles of 112 pixels, as the project's own models have. */
const config = {
  hovle_untrained: true,
  architectures: ['InternVLChatModel'],
  model_type: 'internvl_chat',
  torch_dtype: 'bfloat16',
  template: 'internlm2-chat',
  force_image_size: 112,
  dynamic_image_size: true,
  use_thumbnail: true,
  min_dynamic_patch: 1,
  max_dynamic_patch: 6,
  ps_version: 'v2',
  select_layer: -1,
  downsample_ratio: 0.5,
  normalize_encoder_output: false,
  embedding_config: {
    ...layerSizes,
    model_type: 'holistic_embedding',
    num_channels: 3,
    patch_size: 14,
    image_size: 112,
    use_ls: false,
    rope_theta: 10000,
    max_position_embeddings: 4096,
    llm_vocab_size: vocabularySize,
    llm_hidden_size: width,
    use_pixel_shuffle_proj: true,
    pixel_shuffle_loc: 'pre',
    use_2d_sincos_pos_embed: false,
    img_context_token_id: 1196,
    special_token_maps: {},
    downsample_ratio: 0.5,
  },
  llm_config: {
    ...layerSizes,
    model_type: 'internlm2',
    architectures: ['InternLM2ForCausalLM'],
    vocab_size: vocabularySize,
    bias: false,
    rope_theta: 1_000_000,
    max_position_embeddings: 4096,
  },
};

const isMain = import.meta.url === pathToFileURL(process.argv[1] ?? '').href;
if (isMain) await makeUntrainedModel(process.argv[2] ?? join(root, 'media/models/hovle-untrained'));
