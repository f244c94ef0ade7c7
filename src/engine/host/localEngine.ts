import { freemem } from 'node:os';
import type { AskProgress } from '../api/answerApi.ts';
import type { CallOptions } from '../api/callOptions.ts';
import type { EngineApi } from '../api/engineApi.ts';
import type { EvaluateProgress } from '../api/evaluationApi.ts';
import type { MapProgress, MapRequest, WordMap } from '../api/mapApi.ts';
import type { SurveyProgress } from '../api/spaceApi.ts';
import { arrangeLayer } from '../embed/arrangeLayer.ts';
import { clusterLayer } from '../embed/clusterLayer.ts';
import { embedTokens } from '../embed/embedTokens.ts';
import { explainAnswer } from '../embed/explainAnswer.ts';
import { drawMap } from '../embed/maps/drawMap.ts';
import { mapWord, type WalkedMethod } from '../embed/maps/mapWord.ts';
import { similarityMap } from '../embed/maps/similarityMap.ts';
import { nameVectors } from '../embed/nameVectors.ts';
import { survey } from '../embed/survey.ts';
import { askBenchmark } from '../evaluate/askBenchmark.ts';
import { openBenchmark } from '../evaluate/openBenchmark.ts';
import { answerQuestion } from '../generate/answerQuestion.ts';
import { TokenCounter } from '../generate/tokenCounter.ts';
import { listLocalModels } from '../hub/localModels.ts';
import { compareImages } from '../image/compareImages.ts';
import { viewPage } from '../image/viewPage.ts';
import type { SessionOptions } from '../session/deviceSession.ts';
import { listDevices } from '../session/devices.ts';
import { endRun } from '../train/runs/endRun.ts';
import { listRuns } from '../train/runs/listRuns.ts';
import { writePinned } from '../train/runs/pinned.ts';
import { readRun } from '../train/runs/readRun.ts';
import { startRun } from '../train/runs/startRun.ts';
import type { EngineOptions, LocalEngine } from './engineOptions.ts';
import { PreparedModels } from './preparedModels.ts';

/** The engine in this thread. It computes where it is called: a server keeps it in a thread of its own. */
export function createLocalEngine(options: EngineOptions): LocalEngine {
  const models = new PreparedModels(options);
  const free = (): Promise<void> => models.free();
  return {
    status: () => {
      const { loaded, pending } = models;
      return Promise.resolve({ processId: process.pid, memoryBytes: process.memoryUsage.rss(), loaded, pending });
    },
    ...lookups(models),
    ...questions(models),
    ...spaces(models),
    map: mapMethod(models, options),
    compile: (request, call) => models.compile(request, call),
    evaluate: evaluateMethod(models),
    clearCompiled: (request) => models.clearCompiled(request),
    unload: free,
    close: free,
  };
}

const clock = (): number => performance.now();

/** What needs no loaded model. */
function lookups(models: PreparedModels) {
  const counter = new TokenCounter();
  return {
    listDevices,
    listModels: (folders) =>
      listLocalModels(folders, (checkpoint, precision) => models.isCompiled(checkpoint, precision)),
    listCompiled: () => models.listCompiled(),
    countTokens: (request) => counter.count(request),
    renderPage: viewPage,
    compareImages,
    listRuns,
    readRun,
    startRun,
    endRun,
    pinQuestions: ({ folder, questions: pinned }) => writePinned(folder, pinned),
  } satisfies Partial<EngineApi>;
}

function questions(models: PreparedModels) {
  return {
    ask: async (request, call = {}) => {
      const startedAt = clock();
      return models.use(request, call, async (model, loadMs) => {
        const made = await answerQuestion(model, request, { ...call, clock, startedAt, loadMs });
        const memoryBytes = process.memoryUsage.rss();
        const { deviceNote } = model;
        return { ...made, model: request.model, ...(deviceNote !== undefined && { deviceNote }), memoryBytes };
      });
    },
    explain: async (request, call = {}) =>
      models.use(request, call, (model) => explainAnswer(model, request, { clock, ...signalOf(call) })),
  } satisfies Partial<EngineApi>;
}

function spaces(models: PreparedModels) {
  return {
    embed: async (request, call = {}) =>
      models.use(request, signalOf(call), (model) => embedTokens(model, request, { clock, ...signalOf(call) })),
    survey: async (request, call = {}) =>
      models.use(request, stagesOf(call), (model) => survey(model, request, { ...call, clock })),
    nameVectors: async (request, call = {}) =>
      models.use(request, stagesOf(call), (model) => nameVectors(model, request, call.signal)),
    arrange: arrangeLayer,
    cluster: clusterLayer,
  } satisfies Partial<EngineApi>;
}

function mapMethod(models: PreparedModels, { threads, smallAllocations }: EngineOptions): EngineApi['map'] {
  const session: SessionOptions = {
    device: 'cpu',
    ...(threads !== undefined && { threads }),
    ...(smallAllocations && { smallAllocations }),
  };
  const walked = (request: MapRequest & { method: WalkedMethod }, call: CallOptions<MapProgress>): Promise<WordMap> =>
    mapWord(request, { ...call, clock, session, freeBytes: freemem() });
  const similar = (request: MapRequest, call: CallOptions<MapProgress>): Promise<WordMap> =>
    models.use(request, stagesOf(call), (model) => similarityMap(model, request, { clock, ...signalOf(call) }));
  return async (request, call = {}) => {
    const { method } = request;
    const map = await (method === 'similarity' ? similar(request, call) : walked({ ...request, method }, call));
    return request.draw ? { ...map, drawn: await drawMap(map) } : map;
  };
}

function evaluateMethod(models: PreparedModels): EngineApi['evaluate'] {
  return async (request, call = {}) => {
    const benchmark = await openBenchmark(request.benchmark);
    const { onProgress } = call;
    const loading: CallOptions<AskProgress> = {
      ...signalOf(call),
      onProgress: (progress) => isLoading(progress) && onProgress?.(progress),
    };
    // No two of its questions are about one picture.
    return models.use({ ...request, prefixCacheBytes: 0 }, loading, (model) =>
      askBenchmark(model, benchmark, { ...request, ...call, clock }),
    );
  };
}

/** What comes before the first question of a benchmark. */
function isLoading(progress: AskProgress): progress is Extract<EvaluateProgress, { kind: 'stage' }> {
  return progress.kind === 'stage' && (progress.stage === 'compiling' || progress.stage === 'loading');
}

function signalOf({ signal }: CallOptions<never>): { signal?: AbortSignal } {
  return signal ? { signal } : {};
}

/** What is heard of a model that is made ready. */
function stagesOf(call: CallOptions<SurveyProgress> | CallOptions<MapProgress>): CallOptions<AskProgress> {
  return {
    ...signalOf(call),
    onProgress: (progress) => progress.kind === 'stage' && call.onProgress?.(progress),
  };
}
