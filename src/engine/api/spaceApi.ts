import type { AskProgress } from './answerApi.ts';
import type { DeviceChoice, DeviceName, Precision } from './choices.ts';
import type { ImageSource, PictureView } from './imageApi.ts';

export type CountRequest = Pick<EmbedRequest, 'model' | 'images' | 'text' | 'maxTiles'>;

export interface EmbedRequest {
  model: string;
  images?: ImageSource[];
  text?: string;
  /**
   * 0 is what enters the holistic layers, n the output of layer n, counted through the holistic module and
   * then the language model; by default the last holistic layer.
   */
  layer?: number;
  precision?: Precision;
  device?: DeviceChoice;
  maxTiles?: number;
}

export interface Embedding {
  /** One vector a token, row-major [tokens, width]. */
  vectors: Float32Array;
  width: number;
  layer: number;
  tokens: EmbeddedToken[];
}

/** What a row of an embedding stands for. */
export type EmbeddedToken =
  | { kind: 'text'; id: number; piece: string }
  | { kind: 'patch'; image: number; tile: number; row: number; column: number; thumbnail: boolean };

export interface SurveyRequest extends Omit<EmbedRequest, 'layer'> {
  /** Where the vectors of all layers are kept: a safetensors file with a tensor `layer.n` each. Without it they are not. */
  out?: string;
  /** Also draws the space, for where only pictures are shown. */
  draw?: boolean;
}

export type SurveyProgress =
  | Extract<AskProgress, { kind: 'stage' }>
  /** All layers are computed, then each is looked at. */
  | { kind: 'stage'; stage: 'layers'; fraction: number }
  | { kind: 'stage'; stage: 'projection'; fraction: number };

export interface Survey {
  /** Numbers of a vector. */
  width: number;
  /** What the rows stand for while patches go through the holistic layers, and once they are folded into tokens. */
  tokens: { holistic: EmbeddedToken[]; language: EmbeddedToken[] };
  /** From what enters the model to the language model's last layer. */
  layers: SurveyedLayer[];
  pictures: PictureView[];
  drawn?: SurveyDrawing;
  /** Name of the model's folder. */
  model: string;
  trained: boolean;
  device: DeviceName;
  precision: Precision;
}

/** A survey as PNG files. */
export interface SurveyDrawing {
  /** The points of some layers, in rows from the left to the right: patches as dots in their own colour, words as rings. */
  plot: Uint8Array;
  /** Which layers these are. */
  layers: number[];
  /** Each picture, small. */
  pictures: Uint8Array[];
}

export interface SurveyedLayer {
  /** Which of the two lists of tokens its rows are. */
  rows: keyof Survey['tokens'];
  /** The first three principal components, row-major [rows, 3]; not a number for a vector that has a value that is none. */
  projection: Float32Array;
  /** The share of the variance along each of the three, in [0, 1]. */
  explained: number[];
  numbers: SpaceNumbers;
  /** Where its vectors begin in the file, as float32, little-endian, row-major. */
  offsetBytes: number;
}

/** How patches and words lie in one space. Those that need both, or two vectors, are missing where there is less. */
export interface SpaceNumbers {
  /** Distance between the mean direction of patches and that of words (Liang et al., 2022), in [0, 2]. */
  modalityGap?: number;
  /** Mean cosine of a patch and the word nearest to it, in [-1, 1]. */
  alignment?: number;
  /** Mean cosine of two different vectors (Ethayarajh, 2019): 0 where directions are evenly used. */
  anisotropy?: number;
}

export interface ArrangeRequest {
  /** A file that a survey has written. */
  file: string;
  layer: number;
  /** 2 by default. */
  axes?: 2 | 3;
  /** The same seed gives the same map; 1 by default. */
  seed?: number;
  /** How many neighbours of a vector count; 15 by default. */
  neighbours?: number;
}

export interface Arrangement {
  layer: number;
  /** Row-major [rows, 3]; the third is 0 in a map of two axes. Not a number for a vector that has a value that is none. */
  positions: Float32Array;
}

export interface ClusterRequest {
  /** A file that a survey has written. */
  file: string;
  layer: number;
  /** How many groups there are at the most, from 1 to 255; 6 by default. */
  count?: number;
  /** The same seed gives the same groups; 1 by default. */
  seed?: number;
}

export interface Clusters {
  layer: number;
  /** By row its group, from 0, the largest first; `noCluster` for a vector that has a value that is no number. */
  groups: Uint8Array;
}

/** The group of a vector that belongs to none. */
export const noCluster = 255;

export interface NameRequest {
  /** Folder of the checkpoint. */
  model: string;
  /** Row-major [rows, width]. */
  vectors: Float32Array;
  /** How many names each vector gets; 5 by default. */
  count?: number;
  precision?: Precision;
  device?: DeviceChoice;
}

export interface VectorNames {
  /** By vector the likeliest pieces of the vocabulary, likeliest first; none for a vector that has a value that is no number. */
  names: VectorName[][];
}

export interface VectorName {
  /** As the vocabulary writes it: `▁` is a space. */
  piece: string;
  /** In [0, 1]. */
  probability: number;
}
