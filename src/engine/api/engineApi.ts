import type { CallOptions } from './callOptions.ts';
import type { DeviceChoice, DeviceName, MapMethod, Precision } from './choices.ts';
import type { EvaluationApi } from './evaluationApi.ts';
import type { TrainingApi } from './trainingApi.ts';

export type { CallOptions } from './callOptions.ts';

/**
 * What the engine does for its clients: plain data in and out, so that it can cross a process boundary.
 * Every call ends with a value, an `EngineError`, or `engine/died`.
 */
export interface EngineApi extends TrainingApi, EvaluationApi {
  status(): Promise<EngineStatus>;
  listDevices(): Promise<DeviceSummary[]>;
  /** Models found directly in, or one level below, the given folders. */
  listModels(folders: readonly string[]): Promise<ModelSummary[]>;
  /** How many tokens a model reads text and pictures as; its weights are not loaded for that. */
  countTokens(request: CountRequest): Promise<number>;
  ask(request: AskRequest, options?: CallOptions<AskProgress>): Promise<Answer>;
  embed(request: EmbedRequest, options?: CallOptions<never>): Promise<Embedding>;
  /** Pictures and words as points of one space, at every layer. */
  survey(request: SurveyRequest, options?: CallOptions<SurveyProgress>): Promise<Survey>;
  /** A map of one layer of a survey in which neighbours stay neighbours (UMAP). Progress is in [0, 1]. */
  arrange(request: ArrangeRequest, options?: CallOptions<number>): Promise<Arrangement>;
  /** Gathers the vectors of one layer of a survey into groups that lie together (k-means). Progress is in [0, 1]. */
  cluster(request: ClusterRequest, options?: CallOptions<number>): Promise<Clusters>;
  /** What the language model's head says for vectors of any layer, as if the layer were its last (the "logit lens"). */
  nameVectors(request: NameRequest, options?: CallOptions<SurveyProgress>): Promise<VectorNames>;
  /** What each word of an answer lies near to in the pictures, and how likely it was. */
  explain(request: ExplainRequest, options?: CallOptions<AskProgress>): Promise<Explanation>;
  /** Draws a page of a PDF document, for a person to see. */
  renderPage(request: PageRequest): Promise<PageView>;
  /** Where in the pictures some words of an answer lie or rest, by one method. */
  map(request: MapRequest, options?: CallOptions<MapProgress>): Promise<WordMap>;
  compile(request: CompileRequest, options?: CallOptions<CompileProgress>): Promise<CompileReport>;
  /** Frees the loaded models; the next question loads again. */
  unload(): Promise<void>;
}

export interface EngineStatus {
  processId: number;
  /** Resident memory of the engine process in bytes. */
  memoryBytes: number;
  loaded: { model: string; precision: Precision; device: DeviceName }[];
  /** Requests running or waiting. */
  pending: number;
}

export interface DeviceSummary {
  device: DeviceName;
  usable: boolean;
  /** One sentence: what it is, or why it cannot be used. */
  detail: string;
}

export interface ModelSummary {
  /** Folder of the checkpoint. */
  folder: string;
  name: string;
  layout: 'hovle' | 'internvl2';
  parameterCount: number;
  /** Tokens that a question and its answer may take together; 0 where the model cannot be used. */
  contextTokens: number;
  /** False for the seeded checkpoint that stands in until a trained model exists. */
  trained: boolean;
  /** Precisions already compiled, ready to load. */
  compiled: Precision[];
  /** Why the model cannot be used: its files are damaged or not of a kind this program runs. */
  problem?: string;
}

/** A picture, as a file or as its encoded bytes. `page` is that of a PDF document, from 1; 1 where it is absent. */
export type ImageSource = { path: string; page?: number } | { bytes: Uint8Array; name: string; page?: number };

export interface PageRequest {
  document: ImageSource;
  /** Most pixels of the longer side; by default as many as a model is given. */
  longestSide?: number;
}

export interface PageView {
  page: number;
  /** How many the document has. */
  pages: number;
  width: number;
  height: number;
  /** The page as a PNG file. */
  png: Uint8Array;
}

/** One turn of a conversation. `<image>` in the text places a picture; pictures without one are put in front. */
export interface ChatTurn {
  role: 'user' | 'assistant';
  text: string;
  images?: ImageSource[];
}

export interface GenerationOptions {
  /** At least 1. */
  maxTokens?: number;
  /** 0 is greedy. */
  temperature?: number;
  /** Keep the k likeliest tokens; 0 keeps all. */
  topK?: number;
  /** Nucleus probability in (0, 1]. */
  topP?: number;
  /** Drop tokens below this share of the likeliest one's probability, in [0, 1). */
  minP?: number;
  /** Above 1 discourages tokens already in the answer. */
  repetitionPenalty?: number;
  seed?: number;
  /** The answer ends before any of these texts. */
  stop?: string[];
  /** Guess ahead from the prompt (greedy only; never changes the answer). */
  speculation?: boolean;
  /** Reuse the cache of an earlier question with the same beginning. */
  prefixCache?: boolean;
  /**
   * A JSON schema as text: the answer is JSON that fits it, or was cut. `{}` is any JSON. What of the language is followed
   * stands in docs/json.md; a schema with more is refused. Not together with `stop`.
   */
  schema?: string;
}

export interface AskRequest extends GenerationOptions {
  /** Folder of a checkpoint. */
  model: string;
  /** The last turn is the user's question. */
  turns: ChatTurn[];
  precision?: Precision;
  device?: DeviceChoice;
  /** Most tiles a picture is cut into (thumbnail not counted). */
  maxTiles?: number;
  /** Treat alpha and orientation as the published pipeline does, for comparing numbers. */
  referenceImages?: boolean;
}

export type CountRequest = Pick<EmbedRequest, 'model' | 'images' | 'text' | 'maxTiles'>;

export type AskProgress =
  | { kind: 'stage'; stage: 'queued' | 'compiling' | 'loading' | 'images' | 'prefill'; fraction?: number }
  | { kind: 'text'; text: string };

export interface Answer {
  text: string;
  tokenIds: number[];
  promptTokenIds: number[];
  /** The embedding module's sequence: longer than the prompt in the post layout. */
  embeddingTokenIds: number[];
  images: ImageSummary[];
  /** Why the answer ended. */
  finish: 'stop' | 'length' | 'context' | 'cancelled';
  model: string;
  /** False when an untrained checkpoint answered. */
  trained: boolean;
  device: DeviceName;
  /** Why `auto` chose this device, when it fell back. */
  deviceNote?: string;
  precision: Precision;
  timings: AnswerTimings;
  /** Resident memory of the engine process in bytes. */
  memoryBytes: number;
}

export interface ImageSummary {
  path: string;
  /** Pixels, after orientation. */
  width: number;
  height: number;
  /** Columns and rows. */
  grid: [columns: number, rows: number];
  /** Tiles fed to the model, thumbnail included. */
  tiles: number;
}

export interface AnswerTimings {
  loadMs: number;
  imageMs: number;
  prefillMs: number;
  /** From the request's start to the first token. */
  firstTokenMs: number;
  decodeMs: number;
  /** Tokens that were computed, those taken from the prefix cache left out. */
  prefillTokens: number;
  decodeTokens: number;
  tokensPerSecond: number;
}

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

/** A picture as the model saw it, small enough to be shown. */
export interface PictureView extends ImageSummary {
  /** The size of `rgb`, whose shape is the picture's own. */
  shownWidth: number;
  shownHeight: number;
  /** Red, green and blue of each pixel, row by row. */
  rgb: Uint8Array;
}

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
    /** What one layer's heads look at, in [0, 1]: their mean, or the most that any of them does. */
    | 'mean'
    | 'largest';
  /** Counted from 1 through the holistic layers and then the language model's. */
  layer?: number;
  /** One value a patch. */
  values: Float32Array;
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

export interface CompileRequest {
  /** Folder of the checkpoint. */
  checkpoint: string;
  precision: Precision;
  /** Target folder; by default the model cache. */
  out?: string;
}

export interface CompileProgress {
  step: string;
  /** In [0, 1]. */
  fraction: number;
}

export interface CompileReport {
  folder: string;
  precision: Precision;
  sizeBytes: number;
  elapsedMs: number;
  /** Relative root-mean-square error of each quantized matrix, largest first; empty for fp32. */
  layers: { parameter: string; kind: string; relativeError: number }[];
  /** Against fp32 on a probe prompt, where the model is small enough to run in fp32. */
  logits?: { relativeError: number; maxAbsoluteError: number; top1Agreement: number };
}
