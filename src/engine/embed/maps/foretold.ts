// E embedding-module rows · N pieces that are foretold · D width

import type { ImageSource, ImageSummary } from '../../api/imageApi.ts';
import type { MapRequest } from '../../api/mapApi.ts';
import { EngineError } from '../../api/errors.ts';
import { readQuestion } from '../../generate/answerQuestion.ts';
import { checkPrompt } from '../../generate/checkPrompt.ts';
import type { ImageSpan, Span } from '../../generate/decoder.ts';
import { contextLimit } from '../../model/contextLimit.ts';
import { int64 } from '../../tensor/hostTensor.ts';
import { joined } from '../../tensor/joined.ts';
import type { FloatModel } from './floatModel.ts';
import type { PartRun } from './modelPart.ts';
import { piecesOf } from './piecesOf.ts';
import { layOut, type SequenceLayout } from './sequenceLayout.ts';

/** A question with an answer up to the pieces whose map is wanted, as a model reads them. */
export interface Foretold {
  readonly layout: SequenceLayout;
  /** The pieces, and the language model's tokens after which each is foretold: [N]. */
  readonly ids: readonly number[];
  readonly after: readonly number[];
  readonly summaries: readonly ImageSummary[];
  /** Pictures are decoded and embedded here: what enters the model, [E, D], and HoVLE's patches of each picture. */
  enter(): Promise<{ rows: Float32Array; patches: readonly Float32Array[] }>;
}

/** Reads a request; pictures are opened, not yet decoded. What follows the pieces has no say in them and is left out. */
export async function readForetold(model: FloatModel, request: MapRequest, clock: () => number): Promise<Foretold> {
  const patches: Float32Array[] = [];
  const encode = async (pixels: Float32Array): Promise<Float32Array> => {
    const encoded = await model.encode(pixels);
    patches.push(encoded.patches);
    return encoded.rows;
  };
  const { prompt, summaries } = await readQuestion({ ...readerOf(model), encoder: { encode } }, request, { clock });
  if (summaries.length === 0) throw new EngineError('map/no-picture', undefined);
  const { before, ids } = piecesOf(model.tokenizer, request);
  const spans: Span[] = [...prompt.spans, { kind: 'text', ids: [...before, ...ids] }];
  checkPrompt({ spans }, contextLimit(model.config));
  const layout = layOut(spans, model.config);
  const first = layout.tokens - ids.length;
  return {
    ...{ layout, ids, summaries },
    after: ids.map((_, i) => first + i - 1),
    enter: async () => ({ rows: await enteringRows(model, spans), patches }),
  };
}

/** log p of the pieces together, from what leaves the last layer, [T, D]; and the run of the head that tells it. */
export async function foretell(
  { parts }: FloatModel,
  { ids, after }: Foretold,
  last: Float32Array,
): Promise<{ logProbability: number; run: PartRun }> {
  const feeds = { logit_rows: int64([after.length], after), targets: int64([ids.length, 1], ids) };
  const run = { x: last, feeds };
  return { logProbability: (await parts.head.forward(run)).reduce((sum, value) => sum + value, 0), run };
}

/** The pictures of a request, in the order of their summaries. */
export const picturesOf = ({ turns }: MapRequest): ImageSource[] => turns.flatMap(({ images = [] }) => images);

const readerOf = ({ config, tokenizer, placeholderId }: FloatModel) => ({ config, tokenizer, placeholderId });

async function enteringRows(model: FloatModel, spans: readonly Span[]): Promise<Float32Array> {
  const rows: Float32Array[] = [];
  // One after another: patches are kept in the order of their pictures.
  for (const span of spans) rows.push(await rowsOf(model, span));
  return joined(rows);
}

function rowsOf(model: FloatModel, span: Span): Promise<Float32Array> {
  return span.kind === 'text' ? model.wordRows(span.ids) : (span satisfies ImageSpan).features();
}
