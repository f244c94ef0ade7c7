import type { RunSummary, StagePart } from '../../engine/api/trainingApi.ts';
import type { ShownPart, ShownRun } from '../../webview/trainingProtocol.ts';
import { localisedWords } from '../localisedMessage.ts';

/** A run as its dashboard is told of it: in the editor's language. */
export function shownRun({ problem, ...run }: RunSummary): ShownRun {
  return { ...run, ...(problem !== undefined && { problem: localisedWords(problem) }) };
}

/** The same of what is new in a stage. */
export function shownPart(part: StagePart): ShownPart {
  return {
    ...part,
    predictions: part.predictions.map(({ problem, ...prediction }) => ({
      ...prediction,
      ...(problem !== undefined && { problem: localisedWords(problem) }),
    })),
    rejected: part.rejected.map(({ reason, ...sample }) => ({ ...sample, reason: localisedWords(reason) })),
  };
}
