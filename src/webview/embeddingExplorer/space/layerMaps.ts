/** Maps that were laid out, so that a layer that is seen again needs no second one. */
export class LayerMaps {
  readonly #maps = new Map<string, Float32Array>();

  find(layer: number, axes: number): Float32Array | undefined {
    return this.#maps.get(keyOf(layer, axes));
  }

  add(layer: number, axes: number, positions: Float32Array): void {
    this.#maps.set(keyOf(layer, axes), positions);
  }

  clear(): void {
    this.#maps.clear();
  }
}

const keyOf = (layer: number, axes: number): string => `${layer} ${axes}`;
