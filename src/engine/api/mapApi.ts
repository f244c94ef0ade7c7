import type { AskProgress, AskRequest } from './answerApi.ts';
import type { MapMethod, Precision } from './choices.ts';
import type { PictureView } from './imageApi.ts';
import type { EmbeddedToken } from './spaceApi.ts';

export interface ExplainRequest extends AskRequest {
  /** What was answered to the last turn. */
  answer: string;
}

export interface Explanation {
  /** The answer, piece by piece, with the probability that the model gave each after those before it. */
  pieces: { text: string; probability: number }[];
  patches: Extract<EmbeddedToken, { kind: 'patch' }>[];
  /** Cosine of each piece and each patch where the holistic layers end, row-major [pieces, patches]. */
  similarity: Float32Array;
  pictures: PictureView[];
}

export interface MapRequest extends ExplainRequest {
  method: MapMethod;
  /** The pieces of the answer that are asked about: the first, counted from 0, and how many. All by default. */
  pieces?: { first: number; count: number };
  /** Whether attention is told of each head by itself as well. */
  heads?: boolean;
  /** Whether the map is also drawn. */
  draw?: boolean;
}

export type MapProgress =
  | Extract<AskProgress, { kind: 'stage' }>
  /** Layers done, of the way there and back. */
  | { kind: 'stage'; stage: 'mapping'; fraction: number };

export interface WordMap {
  method: MapMethod;
  /** Of all pieces together, each after those before it, in [0, 1]. */
  probability: number;
  patches: Extract<EmbeddedToken, { kind: 'patch' }>[];
  /** The one to look at first comes first. */
  views: MapView[];
  pictures: PictureView[];
  /** What made it: the model's folder, and the number format of the weights that were looked through. */
  model: string;
  trained: boolean;
  precision: Precision;
  /** PNG files: the first view over the pictures, one below the other, and each picture as it is. */
  drawn?: { map: Uint8Array; pictures: Uint8Array[] };
}

/** One map over the patches. */
export interface MapView {
  kind:
    /** Cosine with the word where the holistic layers end, in [-1, 1]. */
    | 'cosine'
    /** To first order, by how much log p would fall without what makes the patch differ from the picture's mean patch. */
    | 'gradient'
    /** Shares of the word that flow from each patch through all layers (attention rollout), in [0, 1]. */
    | 'rollout'
    /** What one layer's heads look at, in [0, 1]: their mean, the most that any of them does, or one head. */
    | 'mean'
    | 'largest'
    | 'head';
  /** Counted from 1 through the holistic layers and then the language model's. */
  layer?: number;
  /** Counted from 1. */
  head?: number;
  /** One value a patch. */
  values: Float32Array;
}
