import type { EngineApi, EngineStatus } from '../api/engineApi.ts';
import { EngineThread, type ThreadSettings } from './engineThread.ts';
import { QueuedThread } from './queuedThread.ts';

/** An engine whose threads can be ended. */
export interface ThreadedEngine extends EngineApi {
  /** Ends the threads. Resolves to whether all of them freed what they held; one that hangs is given a few seconds. */
  close(): Promise<boolean>;
}

/** An engine whose work happens in threads of this process, so that this thread always answers. */
export function createThreadedEngine(settings: ThreadSettings): ThreadedEngine {
  const threads = openThreads(settings);
  return {
    status: statusOf(threads),
    ...lookupMethods(threads),
    ...longMethods(threads),
    close: async () => {
      const ends = await Promise.all(Object.values(threads).map((thread) => thread.close()));
      return ends.every((isClosed) => isClosed);
    },
  };
}

type Threads = ReturnType<typeof openThreads>;

function openThreads(settings: ThreadSettings) {
  return {
    /** Questions and whatever else needs a loaded model, one after another. */
    answers: new QueuedThread('answers', settings),
    /** Minutes. */
    compiler: new QueuedThread('compiler', settings, { endsWhenIdle: true }),
    /** Models, devices, documents, what sets pictures apart, training runs: soon done, in no order. */
    lookups: new EngineThread('lookups', settings),
    /** Maps of spaces and of words. */
    arranger: new QueuedThread('arranger', settings),
    /** Minutes, in which users may have questions; the model is loaded a second time there. */
    evaluator: new QueuedThread('evaluator', settings, { endsWhenIdle: true }),
  };
}

type LookupMethod =
  | 'listDevices'
  | 'listModels'
  | 'listCompiled'
  | 'countTokens'
  | 'renderPage'
  | 'compareImages'
  | 'listRuns'
  | 'readRun'
  | 'startRun'
  | 'endRun'
  | 'pinQuestions';

function lookupMethods({ lookups: { engine } }: Threads): Pick<EngineApi, LookupMethod> {
  return {
    listDevices: () => engine.listDevices(),
    listModels: (folders) => engine.listModels(folders),
    listCompiled: () => engine.listCompiled(),
    countTokens: (request) => engine.countTokens(request),
    renderPage: (request) => engine.renderPage(request),
    compareImages: (request) => engine.compareImages(request),
    listRuns: (folders) => engine.listRuns(folders),
    readRun: (request) => engine.readRun(request),
    startRun: (request) => engine.startRun(request),
    endRun: (request) => engine.endRun(request),
    pinQuestions: (request) => engine.pinQuestions(request),
  };
}

const queued = { kind: 'stage', stage: 'queued' } as const;

function longMethods(threads: Threads): Omit<EngineApi, LookupMethod | 'status'> {
  const { answers, arranger, compiler, evaluator, lookups } = threads;
  const unload = async (): Promise<void> => {
    if (answers.isRunning) await answers.engine.unload();
  };
  const mapThrough = (thread: QueuedThread): EngineApi['map'] =>
    thread.method((engine, request, options) => engine.map(request, options), queued);
  const similarityMap = mapThrough(answers);
  const walkedMap = mapThrough(arranger);
  return {
    ask: answers.method((engine, request, options) => engine.ask(request, options), queued),
    embed: answers.method((engine, request, options) => engine.embed(request, options)),
    survey: answers.method((engine, request, options) => engine.survey(request, options), queued),
    explain: answers.method((engine, request, options) => engine.explain(request, options), queued),
    nameVectors: answers.method((engine, request, options) => engine.nameVectors(request, options), queued),
    unload: () => answers.run(unload),
    // No question comes in between, which would load again.
    clearCompiled: (request) =>
      answers.run(async () => {
        await unload();
        return lookups.engine.clearCompiled(request);
      }),
    arrange: arranger.method((engine, request, options) => engine.arrange(request, options)),
    cluster: arranger.method((engine, request, options) => engine.cluster(request, options)),
    // What needs no loaded model takes minutes with a large one, and shall not keep questions waiting.
    map: (request, options) => (request.method === 'similarity' ? similarityMap : walkedMap)(request, options),
    compile: compiler.method((engine, request, options) => engine.compile(request, options), {
      step: 'queued',
      fraction: 0,
    }),
    evaluate: evaluator.method((engine, request, options) => engine.evaluate(request, options), queued),
  };
}

function statusOf({ answers, compiler, arranger, evaluator }: Threads): EngineApi['status'] {
  let lastLoaded: EngineStatus['loaded'] = [];
  /** While a question is being answered its thread does not answer; then this is what was loaded before. */
  const loaded = async (): Promise<EngineStatus['loaded']> => {
    if (!answers.isRunning) return [];
    if (answers.pending === 0) lastLoaded = (await answers.engine.status()).loaded;
    return lastLoaded;
  };
  return async () => ({
    processId: process.pid,
    memoryBytes: process.memoryUsage.rss(),
    loaded: await loaded(),
    pending: [answers, compiler, arranger, evaluator].reduce((sum, { pending }) => sum + pending, 0),
  });
}
