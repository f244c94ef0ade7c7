import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeviceName } from '../../src/engine/api/choices.ts';
import { openSafetensors } from '../../src/engine/checkpoint/safetensorsFile.ts';
import { compileModel } from '../../src/engine/compile/compileModel.ts';
import { loadModel, type LoadedModel } from '../../src/engine/generate/loadedModel.ts';
import { arithmeticChecks } from './arithmeticChecks.ts';
import type { Check, Outcome } from './check.ts';
import { promptChecks } from './promptChecks.ts';
import { readReferenceSets, type ReferenceSet } from './referenceSet.ts';
import { tokenizerChecks } from './tokenizerChecks.ts';
import { trainingChecks } from './trainingChecks.ts';

/** Checks the engine on a device against every reference set of a folder laid out like test/golden/reference. */
export async function verifyFolder(folder: string, device: DeviceName = 'cpu'): Promise<Check[]> {
  const checks: Check[] = [];
  for (const set of await readReferenceSets(folder)) checks.push(...(await verifySet(set, device)));
  return checks;
}

async function verifySet(set: ReferenceSet, device: DeviceName): Promise<Check[]> {
  const temporary = await mkdtemp(join(tmpdir(), 'hovle-verify-'));
  try {
    const out = join(temporary, set.name);
    await compileModel(join(set.folder, set.name), { precision: 'fp32', out });
    const model = await loadModel(out, { device, prefixCacheBytes: 64 * 2 ** 20 });
    const texts = named(set, 'tokenizer', await tokenizerChecks(set));
    const cases = await verifyCases(set, model);
    return [...texts, ...cases, ...named(set, 'training', await trainingChecks(set))];
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
