import { freemem } from 'node:os';
import type { Precision } from '../api/choices.ts';
import type { Answer, AskProgress, AskRequest } from '../api/answerApi.ts';
import type { CallOptions } from '../api/callOptions.ts';
import type { EngineStatus } from '../api/engineApi.ts';
import type { PageRequest, PageView } from '../api/imageApi.ts';
import type { ExplainRequest, Explanation, MapProgress, MapRequest, WordMap } from '../api/mapApi.ts';
import type { CompileProgress, CompileReport, CompileRequest, DeviceSummary, ModelSummary } from '../api/modelApi.ts';
import type {
  ArrangeRequest,
  Arrangement,
  ClusterRequest,
  Clusters,
  CountRequest,
  Embedding,
  EmbedRequest,
  NameRequest,
  Survey,
  SurveyProgress,
  SurveyRequest,
  VectorNames,
} from '../api/spaceApi.ts';
import type { BenchmarkResult, EvaluateProgress, EvaluateRequest } from '../api/evaluationApi.ts';
import type {
  EndRunRequest,
  PinRequest,
  ReadRunRequest,
  RunPart,
  RunSummary,
  StartRunRequest,
} from '../api/trainingApi.ts';
import { compileModel } from '../compile/compileModel.ts';
import { defaultPrecision } from '../compile/defaultPrecision.ts';
import { withFolderLock } from '../compile/folderLock.ts';
import { compiledFolder, defaultCacheFolder, isUpToDate } from '../compile/modelCache.ts';
import { arrangeLayer } from '../embed/arrangeLayer.ts';
import { clusterLayer } from '../embed/clusterLayer.ts';
import { embedTokens } from '../embed/embedTokens.ts';
import { explainAnswer } from '../embed/explainAnswer.ts';
import { nameVectors } from '../embed/nameVectors.ts';
import { drawMap } from '../embed/maps/drawMap.ts';
import { mapWord, type WalkedMethod } from '../embed/maps/mapWord.ts';
import { similarityMap } from '../embed/maps/similarityMap.ts';
import { survey } from '../embed/survey.ts';
import { askBenchmark } from '../evaluate/askBenchmark.ts';
import { openBenchmark } from '../evaluate/openBenchmark.ts';
import { answerQuestion } from '../generate/answerQuestion.ts';
import { TokenCounter } from '../generate/tokenCounter.ts';
import { viewPage } from '../image/viewPage.ts';
import { listLocalModels } from '../hub/localModels.ts';
import { chooseDevice, listDevices } from '../session/devices.ts';
import { endRun } from '../train/runs/endRun.ts';
import { listRuns } from '../train/runs/listRuns.ts';
import { writePinned } from '../train/runs/pinned.ts';
import { readRun } from '../train/runs/readRun.ts';
import { startRun } from '../train/runs/startRun.ts';
import type { SessionOptions } from '../session/deviceSession.ts';
import type { EngineOptions, LocalEngine } from './engineOptions.ts';
import { ModelShelf, type Wanted } from './modelShelf.ts';

/** The engine in this thread. It computes where it is called: a server keeps it in a thread of its own. */
export function createLocalEngine(options: EngineOptions): LocalEngine {
  return new InferenceEngine(options);
}

// A quarter of a small laptop's memory would be too much; two pictures' worth of a full-size model is 2 × 256 MB.
const prefixCacheBytes = 512 * 2 ** 20;

class InferenceEngine implements LocalEngine {
  readonly #options: EngineOptions;
  readonly #cacheFolder: string;
  readonly #shelf: ModelShelf;
  readonly #counter = new TokenCounter();
  #pending = 0;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#cacheFolder = options.cacheFolder ?? defaultCacheFolder(process.platform, process.env);
    this.#shelf = new ModelShelf(options.idleUnloadMs);
  }

  status(): Promise<EngineStatus> {
    const { loaded } = this.#shelf;
    const status = { processId: process.pid, memoryBytes: process.memoryUsage.rss(), loaded, pending: this.#pending };
    return Promise.resolve(status);
  }

  listDevices(): Promise<DeviceSummary[]> {
    return listDevices();
  }

  listModels(folders: readonly string[]): Promise<ModelSummary[]> {
    return listLocalModels(folders, (checkpoint, precision) =>
      isUpToDate(this.#folder(checkpoint, precision), checkpoint),
    );
  }

  countTokens(request: CountRequest): Promise<number> {
    return this.#counter.count(request);
  }

  renderPage(request: PageRequest): Promise<PageView> {
    return viewPage(request);
  }

  async ask(request: AskRequest, call: CallOptions<AskProgress> = {}): Promise<Answer> {
    const startedAt = performance.now();
    const wanted = await this.#prepare(request, call);
    return this.#counted(() =>
      this.#shelf.use(wanted, async (model, loadMs) => {
        const made = await answerQuestion(model, request, {
          ...call,
          clock: () => performance.now(),
          startedAt,
          loadMs,
        });
        const memoryBytes = process.memoryUsage.rss();
        const { deviceNote } = model;
        return { ...made, model: request.model, ...(deviceNote !== undefined && { deviceNote }), memoryBytes };
      }),
    );
  }

  async embed(request: EmbedRequest, call: CallOptions<never> = {}): Promise<Embedding> {
    const wanted = await this.#prepare(request, call.signal ? { signal: call.signal } : {});
    return this.#counted(() =>
      this.#shelf.use(wanted, (model) => embedTokens(model, request, () => performance.now())),
    );
  }

  async survey(request: SurveyRequest, call: CallOptions<SurveyProgress> = {}): Promise<Survey> {
    const wanted = await this.#prepare(request, stagesOf(call));
    return this.#counted(() =>
      this.#shelf.use(wanted, (model) => survey(model, request, { ...call, clock: () => performance.now() })),
    );
  }

  async explain(request: ExplainRequest, call: CallOptions<AskProgress> = {}): Promise<Explanation> {
    const wanted = await this.#prepare(request, call);
    const { signal } = call;
    return this.#counted(() =>
      this.#shelf.use(wanted, (model) =>
        explainAnswer(model, request, { clock: () => performance.now(), ...(signal && { signal }) }),
      ),
    );
  }

  async map(request: MapRequest, call: CallOptions<MapProgress> = {}): Promise<WordMap> {
    const { method } = request;
    const map = await (method === 'similarity'
      ? this.#mapByVectors(request, call)
      : this.#mapByWalk({ ...request, method }, call));
    return request.draw ? { ...map, drawn: await drawMap(map) } : map;
  }

  async #mapByVectors(request: MapRequest, { signal, onProgress }: CallOptions<MapProgress>): Promise<WordMap> {
    const wanted = await this.#prepare(request, {
      ...(signal && { signal }),
      onProgress: (progress) => progress.kind === 'stage' && onProgress?.(progress),
    });
    const clock = (): number => performance.now();
    return this.#counted(() =>
      this.#shelf.use(wanted, (model) => similarityMap(model, request, { clock, ...(signal && { signal }) })),
    );
  }

  async #mapByWalk(request: MapRequest & { method: WalkedMethod }, call: CallOptions<MapProgress>): Promise<WordMap> {
    const { threads, smallAllocations } = this.#options;
    const session: SessionOptions = {
      device: 'cpu',
      ...(threads !== undefined && { threads }),
      ...(smallAllocations && { smallAllocations }),
    };
    const clock = (): number => performance.now();
    return this.#counted(() => mapWord(request, { ...call, clock, session, freeBytes: freemem() }));
  }

  arrange(request: ArrangeRequest, call?: CallOptions<number>): Promise<Arrangement> {
    return arrangeLayer(request, call);
  }

  cluster(request: ClusterRequest, call?: CallOptions<number>): Promise<Clusters> {
    return clusterLayer(request, call);
  }

  async nameVectors(request: NameRequest, call: CallOptions<SurveyProgress> = {}): Promise<VectorNames> {
    const wanted = await this.#prepare(request, stagesOf(call));
    return this.#counted(() => this.#shelf.use(wanted, (model) => nameVectors(model, request, call.signal)));
  }

  compile(request: CompileRequest, { signal, onProgress }: CallOptions<CompileProgress> = {}): Promise<CompileReport> {
    const { checkpoint, precision, out = this.#folder(checkpoint, precision) } = request;
    const options = {
      precision,
      out,
      ...(signal && { signal }),
      ...(onProgress && { onProgress: (step: string, fraction: number) => onProgress({ step, fraction }) }),
    };
    return withFolderLock(out, signal, () => compileModel(checkpoint, options));
  }

  listRuns(folders: readonly string[]): Promise<RunSummary[]> {
    return listRuns(folders);
  }

  readRun(request: ReadRunRequest): Promise<RunPart> {
    return readRun(request);
  }

  startRun(request: StartRunRequest): Promise<RunSummary> {
    return startRun(request);
  }

  endRun(request: EndRunRequest): Promise<void> {
    return endRun(request);
  }

  pinQuestions({ folder, questions }: PinRequest): Promise<void> {
    return writePinned(folder, questions);
  }

  async evaluate(
    request: EvaluateRequest,
    { signal, onProgress }: CallOptions<EvaluateProgress> = {},
  ): Promise<BenchmarkResult> {
    const benchmark = await openBenchmark(request.benchmark);
    const wanted = await this.#prepare(request, {
      ...(signal && { signal }),
      onProgress: (progress) => isLoading(progress) && onProgress?.(progress),
    });
    const clock = (): number => performance.now();
    return this.#counted(() =>
      this.#shelf.use({ ...wanted, prefixCacheBytes: 0 }, (model) =>
        askBenchmark(model, benchmark, {
          ...request,
          clock,
          ...(signal && { signal }),
          ...(onProgress && { onProgress }),
        }),
      ),
    );
  }

  unload(): Promise<void> {
    return this.#shelf.free();
  }

  close(): Promise<void> {
    return this.#shelf.free();
  }

  /** Compiles the model first where that has not been done, or not since the checkpoint changed. */
  async #prepare(
    request: Pick<AskRequest, 'model' | 'precision' | 'device'>,
    call: CallOptions<AskProgress>,
  ): Promise<Wanted> {
    const device = request.device ?? 'auto';
    // Before anything is compiled for a device that cannot be used.
    await chooseDevice(device);
    const precision = request.precision ?? (await defaultPrecision(request.model));
    const compiled = this.#folder(request.model, precision);
    if (!(await isUpToDate(compiled, request.model))) await this.#compileFor(request.model, precision, call);
    call.onProgress?.({ kind: 'stage', stage: 'loading' });
    const { threads, smallAllocations } = this.#options;
    const limits = { ...(threads !== undefined && { threads }), ...(smallAllocations && { smallAllocations }) };
    return { checkpoint: request.model, compiled, precision, device, prefixCacheBytes, ...limits };
  }

  async #compileFor(
    checkpoint: string,
    precision: Precision,
    { signal, onProgress }: CallOptions<AskProgress>,
  ): Promise<void> {
    const out = this.#folder(checkpoint, precision);
    await withFolderLock(out, signal, async () => {
      // Another window may have done it while this one waited.
      if (await isUpToDate(out, checkpoint)) return;
      await compileModel(checkpoint, {
        precision,
        out,
        ...(signal && { signal }),
        onProgress: (_, fraction) => onProgress?.({ kind: 'stage', stage: 'compiling', fraction }),
      });
    });
  }

  #folder(checkpoint: string, precision: Precision): string {
    return compiledFolder(this.#cacheFolder, checkpoint, precision);
  }

  async #counted<T>(work: () => Promise<T>): Promise<T> {
    this.#pending++;
    try {
      return await work();
    } finally {
      this.#pending--;
    }
  }
}

/** What comes before the first question of a benchmark. */
function isLoading(progress: AskProgress): progress is Extract<EvaluateProgress, { kind: 'stage' }> {
  return progress.kind === 'stage' && (progress.stage === 'compiling' || progress.stage === 'loading');
}

/** What is heard of a model that is made ready. */
function stagesOf({ signal, onProgress }: CallOptions<SurveyProgress>): CallOptions<AskProgress> {
  return {
    ...(signal && { signal }),
    onProgress: (progress) => progress.kind === 'stage' && onProgress?.(progress),
  };
}
