import type { DeviceChoice, DeviceName, Precision } from './choices.ts';

/**
 * What the engine does for its clients: plain data in and out, so that it can cross a process boundary.
 * Every call ends with a value, an `EngineError`, or `engine/died`.
 */
export interface EngineApi {
  status(): Promise<EngineStatus>;
  listDevices(): Promise<DeviceSummary[]>;
  /** Models found directly in, or one level below, the given folders. */
  listModels(folders: readonly string[]): Promise<ModelSummary[]>;
  ask(request: AskRequest, options?: CallOptions<AskProgress>): Promise<Answer>;
  embed(request: EmbedRequest, options?: CallOptions<never>): Promise<Embedding>;
  compile(request: CompileRequest, options?: CallOptions<CompileProgress>): Promise<CompileReport>;
  /** Frees the loaded models; the next question loads again. */
  unload(): Promise<void>;
}

/** How a caller follows and stops a long call. */
export interface CallOptions<Progress> {
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
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
  /** False for the seeded checkpoint that stands in until a trained model exists. */
  trained: boolean;
  /** Precisions already compiled, ready to load. */
  compiled: Precision[];
  /** Why the model cannot be used: its files are damaged or not of a kind this program runs. */
  problem?: string;
}

/** A picture, as a file or as its encoded bytes. */
export type ImageSource = { path: string } | { bytes: Uint8Array; name: string };

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
