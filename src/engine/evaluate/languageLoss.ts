import { openCheckpoint } from '../checkpoint/openCheckpoint.ts';
import type { ExampleSource } from '../data/example.ts';
import { placeholderOf } from '../generate/loadedModel.ts';
import { readConfig } from '../model/readConfig.ts';
import { readTokenizer } from '../text/readTokenizer.ts';
import type { Answer } from '../train/nextTokenLoss.ts';
import { usualGroups } from '../train/parameterGroups.ts';
import { textSamples } from '../train/samples/textSamples.ts';
import { instruct } from '../train/stages/instruct.ts';
import { Trainer } from '../train/trainer.ts';

/** Mean −log p of a token of held-out texts without pictures: what a model knows of language, whatever it learned to see. */
export async function languageLoss(
  folder: string,
  { source, level, texts }: { source: ExampleSource; level: number; texts: number },
): Promise<number> {
  const checkpoint = await openCheckpoint(folder);
  try {
    const config = readConfig(checkpoint.configText);
    const tokenizer = await readTokenizer(folder);
    const placeholder = placeholderOf(config, tokenizer);
    const samples = textSamples(source, { config, tokenizer, placeholder, weighting: 'token' });
    const trainer = await Trainer.open(
      { stage: instruct, config, placeholder, optimizer: unused, session: { device: 'cpu', threads: 1 } },
      (tensor) => checkpoint.readFloat32(tensor),
    );
    const read = Array.from({ length: texts }, (_, i) => samples.read(i, level));
    const rows = (await Promise.all(read)).map(({ sequence }): Answer[] => [sequence]);
    return (await trainer.examine(inRuns(rows)).finally(() => trainer.close())).loss;
  } finally {
    await checkpoint.close();
  }
}

/** Nothing is learned here. */
const unused = { beta1: 0.9, beta2: 0.98, epsilon: 1e-8, groups: usualGroups(0), maxGradientNorm: 1 };

const rowsPerRun = 32;

function inRuns<T>(rows: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / rowsPerRun) }, (_, i) =>
    rows.slice(i * rowsPerRun, (i + 1) * rowsPerRun),
  );
}
