import type { CallOptions } from '../../api/callOptions.ts';
import type { PictureView } from '../../api/imageApi.ts';
import type { MapProgress, MapRequest, MapView, WordMap } from '../../api/mapApi.ts';
import { EngineError } from '../../api/errors.ts';
import { firstNonFinite } from '../../checkpoint/firstNonFinite.ts';
import type { SessionOptions } from '../../session/deviceSession.ts';
import { viewPicture } from '../viewPicture.ts';
import { attentionMap } from './attentionMap.ts';
import { FloatModel } from './floatModel.ts';
import { picturesOf, readForetold, type Foretold } from './foretold.ts';
import { gradientMap } from './gradientMap.ts';
import { checkMemory, otherMethods } from './mapMemory.ts';
import { mapPatches, sideOfMap, withoutThumbnails } from './mapPatches.ts';
import { stations, type WalkCall } from './walk.ts';

export interface MapCall extends CallOptions<MapProgress> {
  readonly clock: () => number;
  readonly session: SessionOptions;
  /** Memory that a map may take. */
  readonly freeBytes: number;
}

/** A method that looks through the float32 weights of the checkpoint itself, whatever number format answers. */
export type WalkedMethod = 'gradient' | 'attention';

/** The map of some pieces of an answer, by gradient or by attention. */
export async function mapWord(request: MapRequest & { method: WalkedMethod }, call: MapCall): Promise<WordMap> {
  call.onProgress?.({ kind: 'stage', stage: 'loading' });
  const model = await FloatModel.open(request.model, call.session);
  try {
    return await mapWith(model, request, call);
  } finally {
    await model.close();
  }
}

/** As `mapWord`, with a model that is open. */
export async function mapWith(
  model: FloatModel,
  request: MapRequest & { method: WalkedMethod },
  call: Omit<MapCall, 'session'>,
): Promise<WordMap> {
  const foretold = await readForetold(model, request, call.clock);
  checkMemory(model.config, foretold.layout, { ...call, method: request.method });
  const walk = { ...followed(model, foretold, call), heads: request.heads === true };
  const { logProbability, views } = await methods[request.method](model, foretold, walk);
  checkNumbers(request, views);
  const { summaries } = foretold;
  const side = sideOfMap(model.config, request.method);
  const shown = withoutThumbnails(mapPatches(summaries, side), views, { summaries, side });
  return {
    ...{ method: request.method, probability: Math.exp(logProbability), ...shown },
    pictures: await viewPictures(request, foretold),
    ...{ model: request.model, trained: model.config.trained, precision: 'fp32' },
  };
}

const methods: {
  readonly [method in WalkedMethod]: (
    model: FloatModel,
    foretold: Foretold,
    call: WalkCall & { readonly heads: boolean },
  ) => Promise<{ logProbability: number; views: MapView[] }>;
} = {
  gradient: async (model, foretold, call) => {
    const { logProbability, values } = await gradientMap(model, foretold, call);
    return { logProbability, views: [{ kind: 'gradient', values }] };
  },
  attention: attentionMap,
};

/** Reports the stations of the way up and back as shares of both. */
function followed(model: FloatModel, { layout }: Foretold, { signal, onProgress }: CallOptions<MapProgress>): WalkCall {
  const all = 2 * stations(model, layout).length;
  let done = 0;
  const onStation = (): void => onProgress?.({ kind: 'stage', stage: 'mapping', fraction: ++done / all });
  return { onStation, ...(signal && { signal }) };
}

function checkNumbers({ method }: MapRequest, views: readonly MapView[]): void {
  if (views.every(({ values }) => firstNonFinite(values) < 0)) return;
  throw new EngineError('map/not-a-number', { method, others: otherMethods(method) });
}

function viewPictures(request: MapRequest, { summaries }: Foretold): Promise<PictureView[]> {
  const sources = picturesOf(request);
  // The question named these pictures alone.
  return Promise.all(summaries.map((summary, i) => viewPicture(sources[i]!, summary)));
}
