import { deviceNames, precisions } from '../api/choices.ts';
import type { EvaluateRequest } from '../api/evaluationApi.ts';
import {
  runEnds,
  type EndRunRequest,
  type PinnedQuestion,
  type PinRequest,
  type ReadRunRequest,
  type StagePosition,
  type StartRunRequest,
} from '../api/trainingApi.ts';
import { flag, listOf, number, oneOf, optional, record, required, text, type Shape } from './shape.ts';

export const readRunRequest: Shape<ReadRunRequest> = record<ReadRunRequest>({
  folder: required(text),
  since: optional(listOf(record<StagePosition>({ file: required(number), offsetBytes: required(number) }))),
});

export const startRunRequest: Shape<StartRunRequest> = record<StartRunRequest>({
  recipe: required(text),
  out: optional(text),
  allowChanges: optional(flag),
});

export const endRunRequest: Shape<EndRunRequest> = record<EndRunRequest>({
  folder: required(text),
  how: required(oneOf(runEnds)),
});

export const pinRequest: Shape<PinRequest> = record<PinRequest>({
  folder: required(text),
  questions: required(
    listOf(record<PinnedQuestion>({ picture: required(text), question: required(text), expected: optional(text) })),
  ),
});

export const evaluateRequest: Shape<EvaluateRequest> = record<EvaluateRequest>({
  model: required(text),
  benchmark: required(text),
  questions: optional(number),
  precision: optional(oneOf(precisions)),
  device: optional(oneOf([...deviceNames, 'auto'])),
});
