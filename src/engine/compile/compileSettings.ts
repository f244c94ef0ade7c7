import { createHash } from 'node:crypto';
import type { Precision } from '../api/choices.ts';
import { plan } from '../quantize/plan.ts';
import { integerProducts } from '../session/integerProducts.ts';
import { sequenceCount } from './calibrationRows.ts';
import { formatVersion } from './manifest.ts';

/**
 * Identity of everything but the checkpoint that decides the bytes of a compiled folder: its layout, how each matrix is
 * stored, what rounding is fitted to, and what this processor's products allow.
 */
export function compileSettings(precision: Precision): string {
  const rounding = precision === 'fp32' ? [] : [plan[precision], plan.int8, integerProducts(), sequenceCount];
  return createHash('sha256')
    .update(JSON.stringify([formatVersion, precision, rounding]))
    .digest('hex')
    .slice(0, 16);
}
