import type { Tensor } from 'onnxruntime-node';

/**
 * Numbers in a device's memory, float32. Graphs read and write them there; only an output of a graph brings numbers back
 * to the host (asking the runtime's own tensor for its data ends the process). Whoever made one disposes of it.
 */
export class DeviceTensor {
  readonly shape: readonly number[];
  /** The runtime's handle; for sessions alone. */
  readonly handle: Tensor;

  constructor(handle: Tensor) {
    this.handle = handle;
    this.shape = handle.dims;
  }

  dispose(): void {
    this.handle.dispose();
  }
}
