import type { ConfigFile, DecoderSizes, HovleConfigFile, InternVl2ConfigFile } from './publishedConfig.ts';

/** A parameter as published checkpoints store it. */
export interface LaidOutParameter {
  readonly name: string;
  readonly shape: readonly number[];
  /** `gain` scales what passes and starts near one; a `weight` starts near zero. */
  readonly kind: 'weight' | 'gain';
}

/** Names and shapes of a published checkpoint, in the order in which its files hold them. */
export function publishedLayout(config: ConfigFile): LaidOutParameter[] {
  return 'embedding_config' in config ? hovleLayout(config) : internVl2Layout(config);
}

function hovleLayout({ embedding_config: embedding, llm_config }: HovleConfigFile): LaidOutParameter[] {
  const { hidden_size, llm_hidden_size, llm_vocab_size, downsample_ratio } = embedding;
  const shuffled = hidden_size / downsample_ratio ** 2;
  return [
    ...patchEmbeddingLayout('embedding_model.vision_embeddings', embedding),
    weight('embedding_model.llm_text_embeddings.weight', llm_vocab_size, llm_hidden_size),
    ...decoderLayout('embedding_model.encoder', embedding),
    ...linear('embedding_model.pixel_shuffle_proj.0', llm_hidden_size, shuffled),
    ...linear('embedding_model.pixel_shuffle_proj.2', llm_hidden_size, llm_hidden_size),
    ...languageModelLayout(llm_config),
  ];
}

function internVl2Layout({ vision_config, llm_config, downsample_ratio }: InternVl2ConfigFile): LaidOutParameter[] {
  const shuffled = vision_config.hidden_size / downsample_ratio ** 2;
  return [
    ...patchEmbeddingLayout('vision_model.embeddings', vision_config),
    ...visionLayersLayout(vision_config),
    ...layerNorm('mlp1.0', shuffled),
    ...linear('mlp1.1', llm_config.hidden_size, shuffled),
    ...linear('mlp1.3', llm_config.hidden_size, llm_config.hidden_size),
    ...languageModelLayout(llm_config),
  ];
}

type PatchSizes = Pick<
  HovleConfigFile['embedding_config'],
  'hidden_size' | 'num_channels' | 'patch_size' | 'image_size'
>;

function patchEmbeddingLayout(prefix: string, sizes: PatchSizes): LaidOutParameter[] {
  const { hidden_size, num_channels, patch_size, image_size } = sizes;
  const patches = Math.floor(image_size / patch_size) ** 2;
  return [
    weight(`${prefix}.class_embedding`, 1, 1, hidden_size),
    weight(`${prefix}.position_embedding`, 1, patches + 1, hidden_size),
    weight(`${prefix}.patch_embedding.weight`, hidden_size, num_channels, patch_size, patch_size),
    weight(`${prefix}.patch_embedding.bias`, hidden_size),
  ];
}

function languageModelLayout(sizes: HovleConfigFile['llm_config']): LaidOutParameter[] {
  return [
    weight('language_model.model.tok_embeddings.weight', sizes.vocab_size, sizes.hidden_size),
    ...decoderLayout('language_model.model.layers', sizes),
    gain('language_model.model.norm.weight', sizes.hidden_size),
    weight('language_model.output.weight', sizes.vocab_size, sizes.hidden_size),
  ];
}

function decoderLayout(prefix: string, sizes: DecoderSizes): LaidOutParameter[] {
  const { num_hidden_layers, hidden_size, intermediate_size, num_attention_heads, num_key_value_heads } = sizes;
  // Queries, keys and values are packed in one matrix; several query heads share a key and a value head.
  const packed = (hidden_size / num_attention_heads) * (num_attention_heads + 2 * num_key_value_heads);
  return repeat(num_hidden_layers, (layer) => [
    weight(`${prefix}.${layer}.attention.wqkv.weight`, packed, hidden_size),
    weight(`${prefix}.${layer}.attention.wo.weight`, hidden_size, hidden_size),
    weight(`${prefix}.${layer}.feed_forward.w1.weight`, intermediate_size, hidden_size),
    weight(`${prefix}.${layer}.feed_forward.w3.weight`, intermediate_size, hidden_size),
    weight(`${prefix}.${layer}.feed_forward.w2.weight`, hidden_size, intermediate_size),
    gain(`${prefix}.${layer}.attention_norm.weight`, hidden_size),
    gain(`${prefix}.${layer}.ffn_norm.weight`, hidden_size),
  ]);
}

function visionLayersLayout(sizes: InternVl2ConfigFile['vision_config']): LaidOutParameter[] {
  const { num_hidden_layers, hidden_size, intermediate_size } = sizes;
  return repeat(num_hidden_layers, (layer) => {
    const prefix = `vision_model.encoder.layers.${layer}`;
    return [
      gain(`${prefix}.ls1`, hidden_size),
      gain(`${prefix}.ls2`, hidden_size),
      ...linear(`${prefix}.attn.qkv`, 3 * hidden_size, hidden_size),
      ...linear(`${prefix}.attn.proj`, hidden_size, hidden_size),
      ...linear(`${prefix}.mlp.fc1`, intermediate_size, hidden_size),
      ...linear(`${prefix}.mlp.fc2`, hidden_size, intermediate_size),
      ...layerNorm(`${prefix}.norm1`, hidden_size),
      ...layerNorm(`${prefix}.norm2`, hidden_size),
    ];
  });
}

function repeat(count: number, layout: (layer: number) => LaidOutParameter[]): LaidOutParameter[] {
  return Array.from({ length: count }, (_, layer) => layout(layer)).flat();
}

function linear(prefix: string, outputs: number, inputs: number): LaidOutParameter[] {
  return [weight(`${prefix}.weight`, outputs, inputs), weight(`${prefix}.bias`, outputs)];
}

function layerNorm(prefix: string, width: number): LaidOutParameter[] {
  return [gain(`${prefix}.weight`, width), weight(`${prefix}.bias`, width)];
}

function weight(name: string, ...shape: number[]): LaidOutParameter {
  return { name, shape, kind: 'weight' };
}

function gain(name: string, ...shape: number[]): LaidOutParameter {
  return { name, shape, kind: 'gain' };
}
