import type { DeviceChoice, DeviceName, Precision } from './choices.ts';
import type { ImageSource, ImageSummary } from './imageApi.ts';
import type { Remark } from './remarks.ts';

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
  /** Above 1 discourages tokens already in the answer; from 0.01 to 100. */
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
  /** Most tiles a picture is cut into (thumbnail not counted), from 1 to 256. */
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
  /** True of a trained model that is so small that it is often wrong. */
  small: boolean;
  device: DeviceName;
  /** Why `auto` chose this device, when it fell back. */
  deviceNote?: Remark;
  precision: Precision;
  timings: AnswerTimings;
  /** Resident memory of the engine process in bytes. */
  memoryBytes: number;
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
