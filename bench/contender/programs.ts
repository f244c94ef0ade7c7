import { join } from 'node:path';
import type { Environment } from '../benchmark.ts';
import type { PromptWeights } from '../../src/engine/generate/loadedModel.ts';
import { engineEnvironment } from '../../src/engine/client/engineEnvironment.ts';
import { installPeer } from '../peer/installPeer.ts';
import { llamaFormats } from '../peer/llamaFormats.ts';
import { peerModel } from '../peer/peerModel.ts';
import { fullSizeModel } from '../model/fullSizeModel.ts';
import type { ContenderProgram } from './contender.ts';

/** Our engine, in the environment that its process gets, with 4-bit weights, and the weights for prompts that are asked for. */
export async function ownProgram(
  environment: Environment,
  name: string,
  promptWeights: PromptWeights,
): Promise<ContenderProgram> {
  const folder = await fullSizeModel(environment, 'int4');
  return {
    name,
    file: join(import.meta.dirname, 'ours.ts'),
    args: [folder, String(environment.threads), promptWeights],
    environment: engineEnvironment(process.env, process.platform),
  };
}

/** llama.cpp with each of its mixtures. */
export async function peerPrograms(environment: Environment): Promise<ContenderProgram[]> {
  const entry = await installPeer(environment.cacheFolder, environment.log);
  const programs: ContenderProgram[] = [];
  for (const format of llamaFormats) {
    const args = [entry, await peerModel(environment, format), String(environment.threads)];
    programs.push({ name: format, file: join(import.meta.dirname, 'peer.ts'), args });
  }
  return programs;
}
