import type { Environment, Measurement } from './benchmark.ts';
import { alternate, ratioToBest, timesOf, type Rounds } from './contender/alternate.ts';
import { ownProgram, peerPrograms } from './contender/programs.ts';
import { withContenders } from './contender/withContenders.ts';
import { median } from './median.ts';
import { llamaFormats } from './peer/llamaFormats.ts';
import { roof } from './roof.ts';

const contexts = [256, 1024] as const;
const rounds = 7;
const steps = 16;

/** Greedy decoding behind a context, against llama.cpp in the same run. Roof: each weight is read once for every token. */
export async function decode(environment: Environment): Promise<Measurement[]> {
  const programs = [await ownProgram(environment, 'ours', 'lean'), ...(await peerPrograms(environment))];
  const measured = await withContenders(programs, async (contenders) => {
    const all: Measurement[] = [];
    for (const context of contexts) {
      all.push(...summary(context, await alternate(contenders, { kind: 'decode', context, steps }, rounds)));
    }
    return all;
  });
  return [...measured, ...(await roof(environment))];
}

function summary(context: number, times: Rounds): Measurement[] {
  const rates = ['ours', ...llamaFormats].map((name) => ({
    name: `${name} at ${context}`,
    value: 1000 / median(timesOf(times, name)),
    unit: 'tokens/s',
  }));
  const ratio = ratioToBest(times, 'ours', llamaFormats);
  return [...rates, { name: `ratio at ${context}`, value: ratio, unit: '×', atLeast: 1.4 }];
}
