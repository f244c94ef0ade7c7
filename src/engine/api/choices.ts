/** Number formats of a compiled model: float32; 8-bit weights and activations (W8A8); 4-bit weights. */
export const precisions = ['fp32', 'int8', 'int4'] as const;
export type Precision = (typeof precisions)[number];

/** Where a model can run. */
export const deviceNames = ['cpu', 'webgpu', 'cuda', 'directml', 'coreml'] as const;
export type DeviceName = (typeof deviceNames)[number];

/** `auto` takes the fastest usable device and says why when it falls back. */
export type DeviceChoice = DeviceName | 'auto';

/** Most tiles that a picture may be cut into. Finding its grid takes longer the more may be: seconds for a thousand. */
export const mostTiles = 256;

/** Ways to tell where in a picture a word lies or rests, the one that finds it best first (docs/experiments.md). */
export const mapMethods = ['gradient', 'attention', 'similarity'] as const;
export type MapMethod = (typeof mapMethods)[number];
