/**
 * The kernels that a graph is written for. `host`: those of the processor, with caches in the host's memory.
 * `device`: those that WebGPU has, with caches in the device's.
 */
export type Kernels = 'host' | 'device';

/** The graphs that a model can be compiled to. */
export type GraphPart = 'image' | 'decoder' | 'head' | 'prefill' | 'prefill-layer' | 'prefill-rest' | 'inspect';

/** A graph's name, which is also its file's: `decoder`, `device-decoder`. */
export function graphName(part: GraphPart, kernels: Kernels): string {
  return kernels === 'host' ? part : `${kernels}-${part}`;
}
