import type { Tensor } from 'onnxruntime-node';

/**
 * Numbers in a device's memory, float32. Graphs read and write them there; only an output of a graph brings numbers back
 * to the host (asking the runtime's own tensor for its data ends the process).
 */
export class DeviceTensor {
  readonly shape: readonly number[];
  /** The runtime's handle; for sessions alone. */
  readonly handle: Tensor;
  readonly #onDispose: (tensor: DeviceTensor) => void;

  constructor(handle: Tensor, onDispose: (tensor: DeviceTensor) => void) {
    this.handle = handle;
    this.shape = handle.dims;
    this.#onDispose = onDispose;
  }

  /** Frees the memory. A second time does nothing. */
  dispose(): void {
    this.handle.dispose();
    this.#onDispose(this);
  }
}
