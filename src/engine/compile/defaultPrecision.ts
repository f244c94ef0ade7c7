import type { Precision } from '../api/choices.ts';
import { openCheckpoint } from '../checkpoint/openCheckpoint.ts';
import { elementCount } from '../tensor/hostTensor.ts';

/** Up to here float32 weights take at most 1.2 GB and answer at once; beyond, reading them decides the speed. */
const largestFullPrecision = 300e6;

/** The precision of a model for which nobody asks for one. */
export async function defaultPrecision(folder: string): Promise<Precision> {
  const checkpoint = await openCheckpoint(folder);
  try {
    const sizes = [...checkpoint.tensors.values()].map(({ shape }) => elementCount(shape));
    return sizes.reduce((a, b) => a + b, 0) > largestFullPrecision ? 'int4' : 'fp32';
  } finally {
    await checkpoint.close();
  }
}
