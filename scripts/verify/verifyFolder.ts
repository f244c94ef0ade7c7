import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeviceName } from '../../src/engine/api/choices.ts';
import { openSafetensors, type SafetensorsFile } from '../../src/engine/checkpoint/safetensorsFile.ts';
import { compileModel } from '../../src/engine/compile/compileModel.ts';
import { loadModel, type LoadedModel } from '../../src/engine/generate/loadedModel.ts';
import { arithmeticChecks } from './arithmeticChecks.ts';
import { attempted, type Check, type Outcome } from './check.ts';
import { promptChecks } from './promptChecks.ts';
import { findReferenceSets, readCases, type ReferenceCase, type ReferenceSet } from './referenceSet.ts';
import { tokenizerChecks } from './tokenizerChecks.ts';
import { trainingChecks } from './trainingChecks.ts';

/**
 * Checks the engine on a device against every reference set of a folder laid out like test/golden/reference. What cannot
 * be checked because of an error is a miss.
 */
export async function verifyFolder(folder: string, device: DeviceName = 'cpu'): Promise<Check[]> {
  const checks: Check[] = [];
  for (const set of await findReferenceSets(folder)) checks.push(...(await verifySet(set, device)));
  return checks;
}

async function verifySet(set: ReferenceSet, device: DeviceName): Promise<Check[]> {
  const texts = await attempted('the tokenizer', () => tokenizerChecks(set));
  const cases = set.parts.has('cases') ? await verifyCases(set, device) : [];
  const training = await attempted('the training', () => trainingChecks(set));
  return [...named(set, 'tokenizer', texts), ...cases, ...named(set, 'training', training)];
}

async function verifyCases(set: ReferenceSet, device: DeviceName): Promise<Check[]> {
  const checks: Check[] = [];
  const opening = await attempted('the model', async () => {
    await withModel(set, device, async (model, expected) => {
      for (const one of await readCases(set)) checks.push(...(await verifyCase(set, one, { model, expected })));
    });
    return [];
  });
  return [...checks, ...named(set, 'cases', opening)];
}

/** Compiles and opens the set's model for as long as `use` takes. */
async function withModel(
  { folder, name }: ReferenceSet,
  device: DeviceName,
  use: (model: LoadedModel, expected: SafetensorsFile) => Promise<void>,
): Promise<void> {
  const temporary = await mkdtemp(join(tmpdir(), 'hovle-verify-'));
  try {
    const out = join(temporary, name);
    await compileModel(join(folder, name), { precision: 'fp32', out });
    const expected = await openSafetensors(join(folder, `${name}-expected.safetensors`));
    try {
      const model = await loadModel(out, { device, prefixCacheBytes: 64 * 2 ** 20 });
      await use(model, expected).finally(() => model.close());
    } finally {
      await expected.close();
    }
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function verifyCase(
  set: ReferenceSet,
  one: ReferenceCase,
  { model, expected }: { model: LoadedModel; expected: SafetensorsFile },
): Promise<Check[]> {
  const prompt = await attempted('the prompt', () => promptChecks(model, set.folder, one, expected));
  const arithmetic = await attempted('the arithmetic', () => arithmeticChecks(model, one, expected));
  return named(set, one.name, [...prompt, ...arithmetic]);
}

function named({ name }: ReferenceSet, subject: string, outcomes: readonly Outcome[]): Check[] {
  return outcomes.map((outcome) => ({ set: name, subject, ...outcome }));
}
