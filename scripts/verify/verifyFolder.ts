import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSafetensors } from '../../src/engine/checkpoint/safetensorsFile.ts';
import { compileModel } from '../../src/engine/compile/compileModel.ts';
import { loadModel, type LoadedModel } from '../../src/engine/generate/loadedModel.ts';
import { arithmeticChecks } from './arithmeticChecks.ts';
import type { Check, Outcome } from './check.ts';
import { promptChecks } from './promptChecks.ts';
import { readReferenceSets, type ReferenceSet } from './referenceSet.ts';
import { tokenizerChecks } from './tokenizerChecks.ts';

/** Checks the engine against every reference set of a folder laid out like test/golden/reference. */
export async function verifyFolder(folder: string): Promise<Check[]> {
  const checks: Check[] = [];
  for (const set of await readReferenceSets(folder)) checks.push(...(await verifySet(set)));
  return checks;
}

async function verifySet(set: ReferenceSet): Promise<Check[]> {
  const temporary = await mkdtemp(join(tmpdir(), 'hovle-verify-'));
  try {
    const out = join(temporary, set.name);
    await compileModel(join(set.folder, set.name), { precision: 'fp32', out });
    const model = await loadModel(out, { device: 'cpu', prefixCacheBytes: 64 * 2 ** 20 });
    const texts = named(set, 'tokenizer', await tokenizerChecks(set));
    return [...texts, ...(await verifyCases(set, model))];
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function verifyCases(set: ReferenceSet, model: LoadedModel): Promise<Check[]> {
  const expected = await openSafetensors(join(set.folder, `${set.name}-expected.safetensors`));
  const checks: Check[] = [];
  try {
    for (const one of set.cases) {
      const outcomes = await promptChecks(model, set.folder, one, expected);
      checks.push(...named(set, one.name, [...outcomes, ...(await arithmeticChecks(model, one, expected))]));
    }
    return checks;
  } finally {
    await expected.close();
    await model.close();
  }
}

function named({ name }: ReferenceSet, subject: string, outcomes: readonly Outcome[]): Check[] {
  return outcomes.map((outcome) => ({ set: name, subject, ...outcome }));
}
