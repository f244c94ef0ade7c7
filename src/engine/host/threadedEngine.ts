import type {
  Answer,
  ArrangeRequest,
  Arrangement,
  AskProgress,
  AskRequest,
  CallOptions,
  ClusterRequest,
  Clusters,
  CompileProgress,
  CompileReport,
  CompileRequest,
  CountRequest,
  DeviceSummary,
  Embedding,
  EmbedRequest,
  ExplainRequest,
  Explanation,
  EngineApi,
  EngineStatus,
  MapProgress,
  MapRequest,
  ModelSummary,
  PageRequest,
  PageView,
  NameRequest,
  Survey,
  SurveyProgress,
  SurveyRequest,
  VectorNames,
  WordMap,
} from '../api/engineApi.ts';
import type { BenchmarkResult, EvaluateProgress, EvaluateRequest } from '../api/evaluationApi.ts';
import type {
  EndRunRequest,
  PinRequest,
  ReadRunRequest,
  RunPart,
  RunSummary,
  StartRunRequest,
} from '../api/trainingApi.ts';
import type { QueuedCallOptions } from './engineHandlers.ts';
import { EngineThread, type ThreadSettings } from './engineThread.ts';
import { Lane } from './lane.ts';

/**
 * An engine whose work happens in threads of this process, so that this thread always answers: questions and embeddings
 * one after another in one, compiling (minutes) in another, looking at models and devices in a third, laying out maps in a fourth,
 * measuring (minutes) in a fifth.
 * one after another in one, compiling (minutes) in another, looking at models and devices in a third, maps of spaces and of words in a fourth.
 */
export function createThreadedEngine(settings: ThreadSettings): ThreadedEngine {
  return new ThreadedEngine(settings);
}

export class ThreadedEngine implements EngineApi {
  private readonly answers: EngineThread;
  private readonly compiler: EngineThread;
  private readonly lookups: EngineThread;
  private readonly arranger: EngineThread;
  private readonly evaluator: EngineThread;
  private readonly evaluateLane = new Lane();
  private readonly answerLane = new Lane();
  private readonly compileLane = new Lane();
  private readonly arrangeLane = new Lane();
  private lastLoaded: EngineStatus['loaded'] = [];

  constructor(settings: ThreadSettings) {
    this.answers = new EngineThread('answers', settings);
    this.compiler = new EngineThread('compiler', settings);
    this.lookups = new EngineThread('lookups', settings);
    this.arranger = new EngineThread('arranger', settings);
    this.evaluator = new EngineThread('evaluator', settings);
  }

  async status(): Promise<EngineStatus> {
    return {
      processId: process.pid,
      memoryBytes: process.memoryUsage.rss(),
      loaded: await this.loaded(),
      pending: this.answerLane.length + this.compileLane.length,
    };
  }

  listDevices(): Promise<DeviceSummary[]> {
    return this.lookups.engine.listDevices();
  }

  listModels(folders: readonly string[]): Promise<ModelSummary[]> {
    return this.lookups.engine.listModels(folders);
  }

  countTokens(request: CountRequest): Promise<number> {
    return this.lookups.engine.countTokens(request);
  }

  renderPage(request: PageRequest): Promise<PageView> {
    return this.lookups.engine.renderPage(request);
  }

  ask(request: AskRequest, options: QueuedCallOptions<AskProgress> = {}): Promise<Answer> {
    const onWait = () => options.onProgress?.({ kind: 'stage', stage: 'queued' });
    return inTurn(this.answerLane, { options, onWait }, (passOn) => this.answers.engine.ask(request, passOn));
  }

  embed(request: EmbedRequest, options: QueuedCallOptions<never> = {}): Promise<Embedding> {
    return inTurn(this.answerLane, { options }, (passOn) => this.answers.engine.embed(request, passOn));
  }

  survey(request: SurveyRequest, options: QueuedCallOptions<SurveyProgress> = {}): Promise<Survey> {
    const onWait = () => options.onProgress?.({ kind: 'stage', stage: 'queued' });
    return inTurn(this.answerLane, { options, onWait }, (passOn) => this.answers.engine.survey(request, passOn));
  }

  explain(request: ExplainRequest, options: QueuedCallOptions<AskProgress> = {}): Promise<Explanation> {
    const onWait = () => options.onProgress?.({ kind: 'stage', stage: 'queued' });
    return inTurn(this.answerLane, { options, onWait }, (passOn) => this.answers.engine.explain(request, passOn));
  }

  arrange(request: ArrangeRequest, options: QueuedCallOptions<number> = {}): Promise<Arrangement> {
    return inTurn(this.arrangeLane, { options }, (passOn) => this.arranger.engine.arrange(request, passOn));
  }

  cluster(request: ClusterRequest, options: QueuedCallOptions<number> = {}): Promise<Clusters> {
    return inTurn(this.arrangeLane, { options }, (passOn) => this.arranger.engine.cluster(request, passOn));
  }

  nameVectors(request: NameRequest, options: QueuedCallOptions<SurveyProgress> = {}): Promise<VectorNames> {
    return inTurn(this.answerLane, { options }, (passOn) => this.answers.engine.nameVectors(request, passOn));
  }

  /** What needs no loaded model takes minutes with a large one, and shall not keep questions waiting. */
  map(request: MapRequest, options: QueuedCallOptions<MapProgress> = {}): Promise<WordMap> {
    const onWait = () => options.onProgress?.({ kind: 'stage', stage: 'queued' });
    const [lane, { engine }] =
      request.method === 'similarity' ? [this.answerLane, this.answers] : [this.arrangeLane, this.arranger];
    return inTurn(lane, { options, onWait }, (passOn) => engine.map(request, passOn));
  }

  compile(request: CompileRequest, options: QueuedCallOptions<CompileProgress> = {}): Promise<CompileReport> {
    const onWait = () => options.onProgress?.({ step: 'queued', fraction: 0 });
    return inTurn(this.compileLane, { options, onWait }, async (passOn) => {
      try {
        return await this.compiler.engine.compile(request, passOn);
      } finally {
        // Compiling is rare and leaves much memory behind.
        if (this.compileLane.length === 1) await this.compiler.close();
      }
    });
  }

  async unload(): Promise<void> {
    await this.answerLane.run(async () => {
      if (this.answers.isRunning) await this.answers.engine.unload();
    });
  }

  listRuns(folders: readonly string[]): Promise<RunSummary[]> {
    return this.lookups.engine.listRuns(folders);
  }

  readRun(request: ReadRunRequest): Promise<RunPart> {
    return this.lookups.engine.readRun(request);
  }

  startRun(request: StartRunRequest): Promise<RunSummary> {
    return this.lookups.engine.startRun(request);
  }

  endRun(request: EndRunRequest): Promise<void> {
    return this.lookups.engine.endRun(request);
  }

  pinQuestions(request: PinRequest): Promise<void> {
    return this.lookups.engine.pinQuestions(request);
  }

  /** In a thread of its own: it takes minutes, in which users may have questions. */
  evaluate(request: EvaluateRequest, options: QueuedCallOptions<EvaluateProgress> = {}): Promise<BenchmarkResult> {
    const onWait = () => options.onProgress?.({ kind: 'stage', stage: 'queued' });
    return inTurn(this.evaluateLane, { options, onWait }, async (passOn) => {
      try {
        return await this.evaluator.engine.evaluate(request, passOn);
      } finally {
        // The model is loaded a second time there.
        if (this.evaluateLane.length === 1) await this.evaluator.close();
      }
    });
  }

  /** Ends the threads. Resolves to whether all of them freed what they held; one that hangs is given a few seconds. */
  async close(): Promise<boolean> {
    const ends = await Promise.all(
      [this.answers, this.compiler, this.lookups, this.arranger, this.evaluator].map((thread) => thread.close()),
    );
    return ends.every((isClosed) => isClosed);
  }

  /** While a question is being answered its thread does not answer; then this is what was loaded before. */
  private async loaded(): Promise<EngineStatus['loaded']> {
    if (!this.answers.isRunning) return [];
    if (this.answerLane.length === 0) this.lastLoaded = (await this.answers.engine.status()).loaded;
    return this.lastLoaded;
  }
}

interface Turn<Progress> {
  options: QueuedCallOptions<Progress>;
  onWait?: () => void;
}

/** Waits for the lane, says that the request begins, and runs it with what its thread needs of the options. */
function inTurn<Progress, Result>(
  lane: Lane,
  { options, onWait }: Turn<Progress>,
  job: (passOn: CallOptions<Progress>) => Promise<Result>,
): Promise<Result> {
  const { onBegin, ...passOn } = options;
  const begin = () => {
    onBegin?.();
    return job(passOn);
  };
  return lane.run(begin, { ...passOn, ...(onWait && { onWait }) });
}
