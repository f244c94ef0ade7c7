import { packError } from '../../api/errorOnWire.ts';
import type { Remark } from '../../api/remarks.ts';
import type { PinnedQuestion, Prediction } from '../../api/trainingApi.ts';

/** Asks a checkpoint questions, each by itself; resolves to the answers, or to what kept one from being given. */
export type AskCheckpoint = (
  checkpoint: string,
  questions: readonly PinnedQuestion[],
) => Promise<({ readonly answer: string } | { readonly problem: Remark })[]>;

/** What a checkpoint says to the pinned questions. A training that ran for days does not end because one cannot be asked. */
export async function predict(
  checkpoint: string,
  questions: readonly PinnedQuestion[],
  ask: AskCheckpoint,
): Promise<Omit<Prediction, 'step'>[]> {
  if (questions.length === 0) return [];
  const asked = ask(checkpoint, questions).catch((error: unknown) =>
    questions.map(() => ({ problem: packError(error) })),
  );
  const outcomes = await asked;
  return questions.map((question, i) => ({ ...question, ...outcomes[i] }));
}
