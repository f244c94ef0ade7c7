// N rows of a layer · D width · 3 principal components

import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallOptions } from '../api/callOptions.ts';
import type { EmbeddedToken, Survey, SurveyedLayer, SurveyProgress, SurveyRequest } from '../api/spaceApi.ts';
import { EngineError } from '../api/errors.ts';
import type { LoadedModel } from '../generate/loadedModel.ts';
import { embeddingStack } from '../model/config.ts';
import { describeSpans } from './describeSpans.ts';
import { drawSurvey } from './drawSurvey.ts';
import { LayerFile } from './layerFile.ts';
import { principalComponents } from './principalComponents.ts';
import { readSequence, type EmbeddedSequence } from './readSequence.ts';
import { spaceNumbers } from './spaceNumbers.ts';
import { viewPicture } from './viewPicture.ts';

export interface SurveyCall extends CallOptions<SurveyProgress> {
  readonly clock: () => number;
}

/** Computes every layer for pictures and text, which are read as one sequence, and looks at each layer as a whole. */
export async function survey(model: LoadedModel, request: SurveyRequest, call: SurveyCall): Promise<Survey> {
  const sequence = await readSequence(model, request, call.clock);
  const tokens = tokensOf(model, sequence);
  const file = await LayerFile.create(
    request.out ?? join(tmpdir(), 'hovle-layers'),
    rowsOfLayers(model, tokens),
    widthOf(model),
  );
  try {
    await computeLayers(model, sequence, file, call);
    const layers = await lookAtLayers(model, tokens, file, call);
    const pictures = await viewPictures(request, sequence);
    if (request.out !== undefined) await file.keep(request.out);
    const { device, precision } = model;
    const drawn = request.draw ? { drawn: await drawSurvey({ tokens, layers, pictures }) } : {};
    return {
      ...drawn,
      width: widthOf(model),
      tokens,
      layers,
      pictures,
      model: request.model,
      trained: model.config.trained,
      device,
      precision,
    };
  } finally {
    await file.discard();
  }
}

/** The first three components show a space on a screen. */
const shownComponents = 3;

const widthOf = ({ config }: LoadedModel): number => config.language.width;

function tokensOf({ config, tokenizer }: LoadedModel, { spans, pictures }: EmbeddedSequence): Survey['tokens'] {
  const pieceOf = (id: number): string => tokenizer.pieceOf(id) ?? '';
  const describe = (isFolded: boolean) => describeSpans(spans, { config, pictures, isFolded, pieceOf });
  return { holistic: describe(false), language: describe(true) };
}

/** Layers up to this one are the holistic module's. */
const lastHolistic = ({ config }: LoadedModel): number => embeddingStack(config)?.layers ?? 0;

const lastLayer = (model: LoadedModel): number => lastHolistic(model) + model.config.language.layers;

function rowsAt(model: LoadedModel, layer: number): SurveyedLayer['rows'] {
  return layer > lastHolistic(model) ? 'language' : 'holistic';
}

function rowsOfLayers(model: LoadedModel, tokens: Survey['tokens']): number[] {
  return Array.from({ length: lastLayer(model) + 1 }, (_, layer) => tokens[rowsAt(model, layer)].length);
}

async function computeLayers(
  model: LoadedModel,
  { spans }: EmbeddedSequence,
  file: LayerFile,
  { signal, onProgress }: SurveyCall,
): Promise<void> {
  await model.decoder.inspectAll({ spans }, await model.inspection(), {
    last: lastLayer(model),
    signal,
    take: async (rowsByLayer, fraction) => {
      await file.append(rowsByLayer);
      onProgress?.({ kind: 'stage', stage: 'layers', fraction });
    },
  });
}

async function lookAtLayers(
  model: LoadedModel,
  tokens: Survey['tokens'],
  file: LayerFile,
  { signal, onProgress }: SurveyCall,
): Promise<SurveyedLayer[]> {
  const layers: SurveyedLayer[] = [];
  const last = lastLayer(model);
  for (let layer = 0; layer <= last; layer++) {
    if (signal?.aborted) throw new EngineError('request/cancelled', undefined);
    const rows = rowsAt(model, layer);
    const vectors_ND = await file.read(layer);
    layers.push({ rows, offsetBytes: file.offsetBytes(layer), ...lookAt(vectors_ND, tokens[rows], widthOf(model)) });
    onProgress?.({ kind: 'stage', stage: 'projection', fraction: layer / last });
  }
  return layers;
}

function lookAt(vectors_ND: Float32Array, tokens: readonly EmbeddedToken[], width: number) {
  const { scores_NC, explained_C } = principalComponents(vectors_ND, { width, count: shownComponents });
  const isPatch = tokens.map(({ kind }) => kind === 'patch');
  return { projection: scores_NC, explained: explained_C, numbers: spaceNumbers(vectors_ND, width, isPatch) };
}

function viewPictures({ images = [] }: SurveyRequest, { pictures }: EmbeddedSequence) {
  return Promise.all(pictures.map(({ summary }, i) => viewPicture(images[i]!, summary, pictures.length)));
}
