// A pieces of the answer · N of them that are asked about · P patches

import type { MapRequest, WordMap } from '../../api/mapApi.ts';
import { EngineError } from '../../api/errors.ts';
import { firstNonFinite } from '../../checkpoint/firstNonFinite.ts';
import type { LoadedModel } from '../../generate/loadedModel.ts';
import { explainAnswer, type ExplainCall } from '../explainAnswer.ts';
import { otherMethods } from './mapMemory.ts';
import { piecesOf } from './piecesOf.ts';

/** How near each patch lies to some pieces of an answer where the holistic layers end: the mean of their cosines. */
export async function similarityMap(model: LoadedModel, request: MapRequest, call: ExplainCall): Promise<WordMap> {
  const { before, ids } = piecesOf(model.tokenizer, request);
  const { pieces, patches, similarity, pictures } = await explainAnswer(model, request, call);
  if (pictures.length === 0) throw new EngineError('map/no-picture', undefined);
  const wanted = ids.map((_, i) => before.length + i);
  const values = Float32Array.from(patches, (_, p) => {
    // One row of cosines a piece.
    return wanted.reduce((sum, piece) => sum + similarity[piece * patches.length + p]!, 0) / wanted.length;
  });
  if (firstNonFinite(values) >= 0)
    throw new EngineError('map/not-a-number', { method: request.method, others: otherMethods(request.method) });
  return {
    ...{ method: request.method, patches, pictures, views: [{ kind: 'cosine', values }] },
    probability: wanted.reduce((product, piece) => product * (pieces[piece]?.probability ?? NaN), 1),
    ...{ model: request.model, trained: model.config.trained, precision: model.precision },
  };
}
