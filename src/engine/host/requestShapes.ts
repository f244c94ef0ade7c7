import { deviceNames, mapMethods, mostTiles, precisions } from '../api/choices.ts';
import type { AskRequest, ChatTurn, GenerationOptions } from '../api/answerApi.ts';
import type { CompareRequest, ImageSource, PageRequest } from '../api/imageApi.ts';
import type { ExplainRequest, MapRequest } from '../api/mapApi.ts';
import type { ClearRequest, CompileRequest } from '../api/modelApi.ts';
import type {
  ArrangeRequest,
  ClusterRequest,
  CountRequest,
  EmbedRequest,
  NameRequest,
  SurveyRequest,
} from '../api/spaceApi.ts';
import type { Field, Shape } from './shape.ts';
import {
  bytes,
  either,
  flag,
  floats,
  listOf,
  number,
  oneOf,
  oneOfNumbers,
  optional,
  record,
  required,
  text,
  textUpTo,
  wholeFrom,
} from './shape.ts';

const image: Shape<ImageSource> = either(
  'a picture: a path, or bytes with a name',
  record<{ path: string; page?: number }>({ path: required(text), page: optional(number) }),
  record<{ bytes: Uint8Array; name: string; page?: number }>({
    bytes: required(bytes),
    name: required(text),
    page: optional(number),
  }),
);

const turn = record<ChatTurn>({
  role: required(oneOf(['user', 'assistant'])),
  text: required(text),
  images: optional(listOf(image)),
});

const precision = optional(oneOf(precisions));
const device = optional(oneOf([...deviceNames, 'auto']));

const maxTiles = optional(wholeFrom(1, mostTiles));

// Ranges are checked where the options are used; here it is enough that they are numbers at all.
const generation: { [name in keyof GenerationOptions]-?: Field<GenerationOptions[name]> } = {
  maxTokens: optional(number),
  temperature: optional(number),
  topK: optional(number),
  topP: optional(number),
  minP: optional(number),
  repetitionPenalty: optional(number),
  seed: optional(number),
  stop: optional(listOf(text)),
  speculation: optional(flag),
  prefixCache: optional(flag),
  schema: optional(textUpTo(100_000)),
};

const asked: { [name in keyof AskRequest]-?: Field<AskRequest[name]> } = {
  ...generation,
  model: required(text),
  turns: required(listOf(turn)),
  precision,
  device,
  maxTiles,
  referenceImages: optional(flag),
};

export const askRequest: Shape<AskRequest> = record<AskRequest>(asked);

export const explainRequest: Shape<ExplainRequest> = record<ExplainRequest>({ ...asked, answer: required(text) });

const stretch = record<{ first: number; count: number }>({ first: required(number), count: required(number) });

export const mapRequest: Shape<MapRequest> = record<MapRequest>({
  ...asked,
  answer: required(text),
  method: required(oneOf(mapMethods)),
  pieces: optional(stretch),
  heads: optional(flag),
  draw: optional(flag),
});

export const countRequest: Shape<CountRequest> = record<CountRequest>({
  model: required(text),
  images: optional(listOf(image)),
  text: optional(text),
  maxTiles,
});

const embedded = {
  model: required(text),
  images: optional(listOf(image)),
  text: optional(text),
  precision,
  device,
  maxTiles,
};

export const embedRequest: Shape<EmbedRequest> = record<EmbedRequest>({ ...embedded, layer: optional(number) });

export const surveyRequest: Shape<SurveyRequest> = record<SurveyRequest>({
  ...embedded,
  out: optional(text),
  draw: optional(flag),
});

export const arrangeRequest: Shape<ArrangeRequest> = record<ArrangeRequest>({
  file: required(text),
  layer: required(number),
  axes: optional(oneOfNumbers([2, 3])),
  seed: optional(number),
  neighbours: optional(number),
});

export const pageRequest: Shape<PageRequest> = record<PageRequest>({
  document: required(image),
  longestSide: optional(number),
});

export const compareRequest: Shape<CompareRequest> = record<CompareRequest>({
  before: required(image),
  after: required(image),
});

export const clusterRequest: Shape<ClusterRequest> = record<ClusterRequest>({
  file: required(text),
  layer: required(number),
  count: optional(number),
  seed: optional(number),
});

export const nameRequest: Shape<NameRequest> = record<NameRequest>({
  model: required(text),
  vectors: required(floats),
  count: optional(number),
  precision,
  device,
});

export const compileRequest: Shape<CompileRequest> = record<CompileRequest>({
  checkpoint: required(text),
  precision: required(oneOf(precisions)),
  out: optional(text),
});

export const clearRequest: Shape<ClearRequest> = record<ClearRequest>({ ids: optional(listOf(text)) });

export const folderList: Shape<string[]> = listOf(text);
