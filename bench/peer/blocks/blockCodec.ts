/** Turns one block of weights into bytes and back. */
export interface BlockCodec {
  readonly elements: number;
  readonly bytes: number;
  readonly encode: (weights: Float32Array, block: Uint8Array) => void;
  readonly decode: (block: Uint8Array, weights: Float32Array) => void;
}
