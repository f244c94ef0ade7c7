/** RoPE of one stack: base, scaling and the positions it was made for. */
export interface RopeConfig {
  readonly theta: number;
  readonly scaling?: { readonly type: 'dynamic' | 'linear'; readonly factor: number };
  readonly maxPositions: number;
}

/** A stack of causal decoder layers: the holistic embedding module and the language model are one each. */
export interface StackConfig {
  readonly layers: number;
  readonly width: number;
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headWidth: number;
  readonly intermediateWidth: number;
  readonly normEpsilon: number;
  readonly attentionBias: boolean;
  readonly feedForwardBias: boolean;
  readonly rope: RopeConfig;
}

/** How a picture is cut into square tiles and a tile into patches. */
export interface TileConfig {
  /** Pixels along a tile's side. */
  readonly size: number;
  readonly patchSize: number;
  readonly channels: number;
  /** Patches along a side that pixel shuffle folds into one token (1 / downsample ratio). */
  readonly shuffle: number;
  readonly minTiles: number;
  readonly maxTiles: number;
  /** False: a picture is always one tile. */
  readonly dynamic: boolean;
  readonly thumbnail: boolean;
}

interface CommonConfig {
  readonly template: string;
  readonly tile: TileConfig;
  readonly language: StackConfig;
  readonly vocabularySize: number;
  /** False when config.json says that the weights are only seeded. */
  readonly trained: boolean;
}

/** HoVLE: patches and words go through the holistic embedding module, then the language model. */
export interface HovleConfig extends CommonConfig {
  readonly layout: 'hovle';
  readonly embedding: StackConfig;
  readonly imageTokenId: number;
  /** Whether patches are folded before the holistic layers (HoVLE) or after them (HoVLE-HD). */
  readonly pixelShuffle: 'pre' | 'post' | 'none';
  /** Whether the module's output is scaled to length 1. */
  readonly normalizeOutput: boolean;
}

/** InternVL2: a vision transformer and a projector, then the language model. */
export interface InternVl2Config extends CommonConfig {
  readonly layout: 'internvl2';
  readonly vision: VisionConfig;
}

/** InternViT. */
export interface VisionConfig {
  /** Layers that run; those past `select_layer` do not. */
  readonly layers: number;
  readonly width: number;
  readonly heads: number;
  readonly intermediateWidth: number;
  readonly normEpsilon: number;
  readonly qkvBias: boolean;
}

export type ModelConfig = HovleConfig | InternVl2Config;

/** Patches along a tile's side. */
export function patchesPerSide(tile: TileConfig): number {
  return tile.size / tile.patchSize;
}

/** Tokens that one tile takes in the language model. */
export function tokensPerTile(tile: TileConfig): number {
  return (patchesPerSide(tile) / tile.shuffle) ** 2;
}

/** Rows that one tile takes in the embedding module: its patches in the post layout. */
export function embeddingRowsPerTile(config: ModelConfig): number {
  const isFolded = config.layout === 'internvl2' || config.pixelShuffle !== 'post';
  return isFolded ? tokensPerTile(config.tile) : patchesPerSide(config.tile) ** 2;
}

/** The holistic layers' stack, where the model has one. */
export function embeddingStack(config: ModelConfig): StackConfig | undefined {
  return config.layout === 'hovle' ? config.embedding : undefined;
}
