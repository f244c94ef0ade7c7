import { verifyTraining } from '../../src/engine/train/verifyTraining.ts';
import type { Outcome } from './check.ts';
import type { ReferenceSet } from './referenceSet.ts';

/** Losses, gradients and three AdamW steps of each training stage. */
export async function trainingChecks({ folder, name, parts }: ReferenceSet): Promise<Outcome[]> {
  if (!parts.has('training')) return [];
  const rows = await verifyTraining(folder, name);
  return rows.map(({ check, worst, limit, passed }) => {
    return { what: check, found: worst.toExponential(1), allowed: `≤ ${limit}`, passed };
  });
}
