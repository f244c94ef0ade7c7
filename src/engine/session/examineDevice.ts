import type { DeviceName } from '../api/choices.ts';
import type { Finding } from './finding.ts';
import { isLongAttentionRight, longestShortRun } from './longAttention.ts';
import { productSpeed } from './productSpeed.ts';

/** Tries a device out: whether it computes at all, how fast, and over how many tokens at once its attention is right. */
export async function examineDevice(device: DeviceName): Promise<Finding> {
  const gigaflops = await productSpeed(device);
  if (device !== 'webgpu' || (await isLongAttentionRight(device))) return { gigaflops };
  return { gigaflops, longestRun: longestShortRun };
}
