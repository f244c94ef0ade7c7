/** Low-rank adapters (LoRA, arXiv 2106.09685): a linear layer becomes W + s · up · down, and only the two factors learn. */
export interface AdapterSettings {
  readonly rank: number;
  /** s: how much the factors' product counts. */
  readonly scale: number;
}

/** The adapters of a stage. */
export interface Adapters extends AdapterSettings {
  /** Whether the weight of this name gets one: frozen matrices have none. */
  readonly adapts: (weight: string) => boolean;
}
