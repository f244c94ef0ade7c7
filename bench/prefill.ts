import type { Environment, Measurement } from './benchmark.ts';
import { alternate, ratioToBest, timesOf, type Rounds } from './contender/alternate.ts';
import type { ContenderProgram } from './contender/contender.ts';
import { ownProgram, peerPrograms } from './contender/programs.ts';
import { withContenders } from './contender/withContenders.ts';
import { median } from './median.ts';
import { llamaFormats } from './peer/llamaFormats.ts';
import { roof } from './roof.ts';

const lengths = [256, 1024] as const;
const rounds = 3;
const kinds = ['fast', 'streamed', 'lean'] as const;

/** Ours, and how many times faster than the peer it has to be. */
const bounds = { fast: 2.3, streamed: 2.3, lean: 1.1 } as const;

/** Reading a prompt, against llama.cpp in the same run. Roof: the processor's rate of matrix products. */
export async function prefill(environment: Environment): Promise<Measurement[]> {
  const own: ContenderProgram[] = [];
  for (const kind of kinds) own.push(await ownProgram(environment, kind, kind));
  const measured = await withContenders([...own, ...(await peerPrograms(environment))], async (contenders) => {
    const all: Measurement[] = [];
    for (const tokens of lengths) {
      all.push(...summary(tokens, await alternate(contenders, { kind: 'prefill', tokens }, rounds)));
    }
    return all;
  });
  return [...measured, ...(await roof(environment))];
}

function summary(tokens: number, times: Rounds): Measurement[] {
  const rates = [...kinds, ...llamaFormats].map((name) => ({
    name: `${name} of ${tokens}`,
    value: (1000 * tokens) / median(timesOf(times, name)),
    unit: 'tokens/s',
  }));
  const ratios = kinds.map((name) => ({
    name: `${name} ratio of ${tokens}`,
    value: ratioToBest(times, name, llamaFormats),
    unit: '×',
    atLeast: bounds[name],
  }));
  return [...rates, ...ratios];
}
