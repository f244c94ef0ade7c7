import { once } from 'node:events';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Answer, AskProgress, AskRequest } from '../../../src/engine/api/answerApi.ts';
import type { CallOptions } from '../../../src/engine/api/callOptions.ts';
import type { Embedding, EmbedRequest, Survey, SurveyRequest } from '../../../src/engine/api/spaceApi.ts';
import type { ScoreRow } from '../../../src/engine/api/evaluationApi.ts';
import { EngineError } from '../../../src/engine/api/errors.ts';
import { remark } from '../../../src/engine/api/remarks.ts';
import type { EngineOptions, LocalEngine } from '../../../src/engine/host/engineOptions.ts';
import type { Log } from '../../../src/engine/host/log.ts';

/** An engine without a model. The name of the model that is asked says how it behaves. */
export function createFakeEngine(options: EngineOptions, log: Log): LocalEngine {
  let loaded: string | undefined;
  return {
    status: async () => ({ processId: process.pid, memoryBytes: 1, pending: 0, loaded: loadedModel(loaded) }),
    listDevices: async () => [
      { device: 'cpu', usable: true, detail: remark('trial/failed', { reason: JSON.stringify(options) }) },
    ],
    listModels: async (folders) =>
      folders.map((folder) => ({
        folder,
        name: folder,
        layout: 'hovle',
        parameterCount: 1,
        contextTokens: 4096,
        trained: false,
        compiled: [],
      })),
    countTokens: async ({ text = '' }) => text.length,
    ask: async (request, call = {}) => {
      log.info('asked', { model: request.model });
      loaded = request.model;
      return behaviourOf(request.model)(request, call);
    },
    embed: async (request) => embed(request),
    survey: async (request) => survey(request),
    explain: async () => ({ pieces: [], patches: [], similarity: new Float32Array(0), pictures: [] }),
    map: async ({ model, method }) => ({
      ...{ method, probability: 1, patches: [], views: [], pictures: [], model, trained: false, precision: 'fp32' },
    }),
    arrange: async ({ layer }) => ({ layer, positions: new Float32Array(0) }),
    renderPage: async ({ document: { page = 1 } }) => ({ page, pages: 9, width: 1, height: 1, png: new Uint8Array(1) }),
    compareImages: async () => ({
      ...{ before: { width: 640, height: 440 }, after: { width: 640, height: 480 }, hasMoreFrames: false },
    }),
    cluster: async ({ layer }) => ({ layer, groups: new Uint8Array(0) }),
    nameVectors: async () => ({ names: [] }),
    compile: async (request, { signal, onProgress } = {}) => {
      onProgress?.({ step: 'weights', fraction: 0.5 });
      if (request.out === 'forever' && signal?.aborted === false) await once(signal, 'abort');
      if (signal?.aborted) throw new EngineError('request/cancelled', undefined);
      return { folder: request.checkpoint, precision: request.precision, sizeBytes: 1, elapsedMs: 1, layers: [] };
    },
    listCompiled: async () => [],
    clearCompiled: async () => [],
    unload: async () => {
      loaded = undefined;
    },
    listRuns: async () => [],
    readRun: async ({ folder }) => {
      throw new EngineError('train/no-run', { folder });
    },
    startRun: async ({ recipe }) => {
      throw new EngineError('train/no-run', { folder: recipe });
    },
    endRun: async () => undefined,
    pinQuestions: async () => undefined,
    evaluate: async ({ model, benchmark }) => ({
      ...{ benchmark, benchmarkHash: '', model, trained: false, precision: 'fp32', device: 'cpu' },
      ...{ seconds: 1, total: noScore, families: [], tasks: [], outcomes: '', mistakes: [] },
    }),
    close: async () => {
      log.info('closed');
    },
  };
}

const noScore: ScoreRow = { task: 'all', level: 0, answers: 0, exact: 0, alike: 0, blind: 0, interval: [0, 1] };

type Behaviour = (request: AskRequest, call: CallOptions<AskProgress>) => Answer | Promise<Answer>;

/** By model: how a question ends, or does not. */
const behaviours = {
  echo: (request) => answer(request, questionOf(request)),
  stream: (request, { onProgress }) => {
    const words = questionOf(request).split(' ');
    onProgress?.({ kind: 'stage', stage: 'prefill' });
    for (const text of words) onProgress?.({ kind: 'text', text });
    return answer(request, words.join(''));
  },
  patient: async (request, { signal, onProgress }) => {
    onProgress?.({ kind: 'stage', stage: 'prefill' });
    if (signal && !signal.aborted) await once(signal, 'abort');
    return { ...answer(request, 'so far'), finish: 'cancelled' };
  },
  /** Never yields, as native code does, but looks at the signal between its steps. */
  blocking: (request, { signal, onProgress }) => {
    onProgress?.({ kind: 'stage', stage: 'prefill' });
    while (signal?.aborted !== true);
    return { ...answer(request, 'so far'), finish: 'cancelled' };
  },
  /** Never yields and looks at nothing. */
  hanging: (request, { onProgress }) => {
    onProgress?.({ kind: 'stage', stage: 'prefill' });
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    return answer(request, '');
  },
  refusing: () => {
    throw new EngineError('device/unavailable', {
      wanted: 'cuda',
      usable: ['cpu'],
      detail: remark('presence/no-cuda', undefined),
    });
  },
  failing: () => {
    throw new TypeError('a bug');
  },
  /** Takes the thread down. */
  throwing: async () => {
    setImmediate(() => {
      throw new Error('uncaught in the thread');
    });
    return new Promise(() => undefined);
  },
  /** Takes the process down, as native code does. */
  killing: async () => {
    process.kill(process.pid, 'SIGKILL');
    return delay(60_000, undefined as never);
  },
} satisfies Record<string, Behaviour>;

export type FakeModel = keyof typeof behaviours;

/** The model may be named by the path of a folder; those without a behaviour of their own stream. */
function behaviourOf(model: string): Behaviour {
  const name = basename(model);
  return name in behaviours ? behaviours[name as FakeModel] : behaviours.stream;
}

function questionOf({ turns }: AskRequest): string {
  return turns.at(-1)?.text ?? '';
}

function loadedModel(model: string | undefined): { model: string; precision: 'fp32'; device: 'cpu' }[] {
  return model === undefined ? [] : [{ model, precision: 'fp32', device: 'cpu' }];
}

function embed({ text = '' }: EmbedRequest): Embedding {
  const values = Number(text);
  return {
    vectors: new Float32Array(values).map((_, index) => index * 0.25),
    width: 1,
    layer: 0,
    tokens: [],
  };
}

function survey({ model }: SurveyRequest): Survey {
  const tokens = { holistic: [], language: [] };
  return { width: 1, tokens, layers: [], pictures: [], model, trained: false, device: 'cpu', precision: 'fp32' };
}

/** An answer to the request with this text. */
export function answer(request: AskRequest, text: string): Answer {
  return {
    text,
    tokenIds: [5, 6],
    promptTokenIds: [1, 2, 3, 4],
    embeddingTokenIds: [1, 2, 3, 4],
    images: [],
    finish: 'stop',
    model: request.model,
    trained: false,
    small: false,
    device: 'cpu',
    precision: request.precision ?? 'fp32',
    timings: {
      loadMs: 1,
      imageMs: 2,
      prefillMs: 3,
      firstTokenMs: 4,
      decodeMs: 5,
      prefillTokens: 4,
      decodeTokens: 2,
      tokensPerSecond: 400,
    },
    memoryBytes: 1000,
  };
}

/** A question for one of the behaviours. */
export function question(model: FakeModel, text = 'a question'): AskRequest {
  return { model, turns: [{ role: 'user', text }] };
}
