import type { Answer, AskProgress, AskRequest } from './answerApi.ts';
import type { CallOptions } from './callOptions.ts';
import type { DeviceName, Precision } from './choices.ts';
import type { EvaluationApi } from './evaluationApi.ts';
import type { CompareRequest, ImageDifference, PageRequest, PageView } from './imageApi.ts';
import type { ExplainRequest, Explanation, MapProgress, MapRequest, WordMap } from './mapApi.ts';
import type {
  ClearedModel,
  ClearRequest,
  CompiledModel,
  CompileProgress,
  CompileReport,
  CompileRequest,
  DeviceSummary,
  ModelSummary,
} from './modelApi.ts';
import type {
  ArrangeRequest,
  Arrangement,
  ClusterRequest,
  Clusters,
  CountRequest,
  EmbedRequest,
  Embedding,
  NameRequest,
  Survey,
  SurveyProgress,
  SurveyRequest,
  VectorNames,
} from './spaceApi.ts';
import type { TrainingApi } from './trainingApi.ts';

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
  /** Measures what sets two pictures apart; no model is asked. */
  compareImages(request: CompareRequest): Promise<ImageDifference>;
  /** Where in the pictures some words of an answer lie or rest, by one method. */
  map(request: MapRequest, options?: CallOptions<MapProgress>): Promise<WordMap>;
  compile(request: CompileRequest, options?: CallOptions<CompileProgress>): Promise<CompileReport>;
  /** The compiled models in the cache, the largest first. */
  listCompiled(): Promise<CompiledModel[]>;
  /** Frees the loaded models and removes compiled ones from the cache. Those that are in use elsewhere are left. */
  clearCompiled(request: ClearRequest): Promise<ClearedModel[]>;
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
