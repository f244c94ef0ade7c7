import { packError } from '../api/errorOnWire.ts';
import { EngineError } from '../api/errors.ts';
import type { PinnedQuestion } from '../api/trainingApi.ts';
import { openCheckpoint } from '../checkpoint/openCheckpoint.ts';
import { decodeImage } from '../image/decodeImage.ts';
import type { AskCheckpoint } from '../train/runs/predict.ts';
import type { Answerer } from './answerer.ts';
import { withAnswerer } from './scoreModel.ts';

/** Asks a checkpoint its run's pinned questions, as a user's question is asked. */
export function askingPinned(clock: () => number): AskCheckpoint {
  return async (checkpoint, questions) => {
    await refuseLarge(checkpoint);
    return withAnswerer(checkpoint, { threads: 1, clock }, async (answer) => {
      const outcomes = [];
      for (const question of questions) outcomes.push(await askOne(answer, question));
      return outcomes;
    });
  };
}

/** A picture that is gone does not keep the others from being asked. */
async function askOne(answer: Answerer, { picture, question }: PinnedQuestion) {
  try {
    const { width, height, rgb } = await decodeImage({ path: picture });
    return { answer: await answer([{ width, height, rgb }], question) };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return { problem: packError(error) };
  }
}

/** A second copy of a large model would take the memory that its training needs. */
async function refuseLarge(folder: string): Promise<void> {
  const checkpoint = await openCheckpoint(folder);
  await checkpoint.close();
  const bytes = Array.from(checkpoint.tensors.values(), ({ shape }) => 4 * shape.reduce((a, b) => a * b, 1));
  const sizeBytes = bytes.reduce((a, b) => a + b, 0);
  if (sizeBytes > limitBytes) throw new EngineError('train/too-large-to-ask', { sizeBytes, limitBytes });
}

const limitBytes = 2 ** 30;
