import { join } from 'node:path';
import { openCheckpoint } from '../../../../src/engine/checkpoint/openCheckpoint.ts';
import type { Example, ExampleSource } from '../../../../src/engine/data/example.ts';
import { EngineError } from '../../../../src/engine/api/errors.ts';
import { seededRandom } from '../../../../src/engine/generate/seededRandom.ts';
import { readConfig } from '../../../../src/engine/model/readConfig.ts';
import { readTokenizer } from '../../../../src/engine/text/readTokenizer.ts';
import type { StagePlan } from '../../../../src/engine/train/loop/stagePlan.ts';
import type { Answer } from '../../../../src/engine/train/nextTokenLoss.ts';
import { usualGroups } from '../../../../src/engine/train/parameterGroups.ts';
import { answerSamples } from '../../../../src/engine/train/samples/answerSamples.ts';
import { instruct } from '../../../../src/engine/train/stages/instruct.ts';
import { reference } from '../../checkpoint/reference.ts';

const colours = { red: [230, 20, 20], green: [20, 200, 40], blue: [30, 40, 220], black: [0, 0, 0] } as const;

/** Squares of one colour, asked for in one way or two. Every twentieth sample of a level above 0 is damaged. */
function colourExamples(name: string, seed: number): ExampleSource {
  return {
    name,
    read: async (index, level = 0): Promise<Example> => {
      const random = seededRandom(seed + index);
      const words = Object.entries(colours);
      const [answer, colour] = words[Math.floor(random() * (level === 0 ? 2 : words.length))]!;
      if (level > 0 && index % 20 === 0) throw new EngineError('image/empty', { image: `${name} ${index}` });
      const rgb = Uint8Array.from({ length: 32 * 32 * 3 }, (_, i) => colour[i % 3]! + random() * 20);
      const turns = [
        { question: 'Colour?', answer },
        { question: 'Is it red?', answer: answer === 'red' ? 'yes' : 'no' },
      ];
      return { pictures: [{ width: 32, height: 32, rgb }], turns: turns.slice(0, 1 + level), task: `colour/${level}` };
    },
  };
}

/** A plan to learn colours with the reference's tiny model. */
export async function colourPlan(out: string, changes: Partial<StagePlan<Answer>> = {}): Promise<StagePlan<Answer>> {
  const model = reference('tiny-pre');
  const checkpoint = await openCheckpoint(model);
  await checkpoint.close();
  const config = readConfig(checkpoint.configText);
  if (config.layout !== 'hovle') throw new Error('tiny-pre is no HoVLE.');
  const tokenizer = await readTokenizer(model);
  const placeholder = config.imageTokenId;
  const templating = { config, tokenizer, placeholder, weighting: 'answer' } as const;
  const samples = (seed: number) => answerSamples(colourExamples('colours', seed), templating);
  return {
    stage: instruct,
    ...{ config, placeholder, model, out: join(out, 'instruct'), seed: 7, readAhead: 2, earlierShare: 0.2 },
    mixture: [
      { source: samples(0), weight: 1, levels: { highest: 1, raiseAt: 0.9, window: 30 }, heldOut: samples(2 ** 30) },
    ],
    samplesPerStep: 8,
    limits: { rowTokens: 400, runTokens: 1500 },
    schedule: { rate: 3e-3, warmupSteps: 5, totalSteps: 30, finalShare: 0.1 },
    optimizer: { beta1: 0.9, beta2: 0.98, epsilon: 1e-8, groups: usualGroups(0.05), maxGradientNorm: 1 },
    evaluation: { every: 10, samples: 8 },
    checkpoints: { every: 4, keep: 2 },
    session: { device: 'cpu', threads: 1 },
    ...changes,
  };
}
