/** Names of a layer's tensors as the published checkpoints spell them. */
export interface LayerNames {
  readonly attentionNorm: string;
  readonly queryKeyValue: string;
  readonly attentionOutput: string;
  readonly feedForwardNorm: string;
  readonly gate: string;
  readonly up: string;
  readonly down: string;
}

function layer(prefix: string): LayerNames {
  return {
    attentionNorm: `${prefix}.attention_norm`,
    queryKeyValue: `${prefix}.attention.wqkv`,
    attentionOutput: `${prefix}.attention.wo`,
    feedForwardNorm: `${prefix}.ffn_norm`,
    gate: `${prefix}.feed_forward.w1`,
    up: `${prefix}.feed_forward.w3`,
    down: `${prefix}.feed_forward.w2`,
  };
}

/** The one table of parameter names; `.weight` and `.bias` are added where a parameter is used. */
export const names = {
  embedding: {
    patch: 'embedding_model.vision_embeddings.patch_embedding',
    /** [1, 1 + patches, D]; row 0 belongs to a class token that the published model does not use. */
    position: 'embedding_model.vision_embeddings.position_embedding',
    text: 'embedding_model.llm_text_embeddings.weight',
    projectorIn: 'embedding_model.pixel_shuffle_proj.0',
    projectorOut: 'embedding_model.pixel_shuffle_proj.2',
    layer: (index: number) => layer(`embedding_model.encoder.${index}`),
  },
  language: {
    text: 'language_model.model.tok_embeddings.weight',
    layer: (index: number) => layer(`language_model.model.layers.${index}`),
    norm: 'language_model.model.norm',
    head: 'language_model.output.weight',
  },
  vision: {
    patch: 'vision_model.embeddings.patch_embedding',
    position: 'vision_model.embeddings.position_embedding',
    class: 'vision_model.embeddings.class_embedding',
    layer: (index: number) => `vision_model.encoder.layers.${index}`,
    projectorNorm: 'mlp1.0',
    projectorIn: 'mlp1.1',
    projectorOut: 'mlp1.3',
  },
} as const;
