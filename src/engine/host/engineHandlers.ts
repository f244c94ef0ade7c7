import type { CallOptions } from '../api/callOptions.ts';
import type { EngineApi } from '../api/engineApi.ts';
import type { Handlers, IncomingCall } from '../rpc/peer.ts';
import type { EngineMethod } from './engineMethods.ts';
import {
  arrangeRequest,
  askRequest,
  clearRequest,
  clusterRequest,
  compareRequest,
  compileRequest,
  countRequest,
  embedRequest,
  explainRequest,
  folderList,
  pageRequest,
  nameRequest,
  mapRequest,
  surveyRequest,
} from './requestShapes.ts';
import { endRunRequest, evaluateRequest, pinRequest, readRunRequest, startRunRequest } from './trainingShapes.ts';

/** What a caller of a queueing engine may also ask to be told. */
export interface QueuedCallOptions<Progress> extends CallOptions<Progress> {
  /** Called when the request leaves the queue. */
  onBegin?: () => void;
}

/** Answers the contract's methods with an engine. Arguments are checked here, at the door. */
export function engineHandlers(engine: EngineApi): Handlers {
  const handlers: { [method in EngineMethod]: Handlers[string] } = {
    status: () => engine.status(),
    listDevices: () => engine.listDevices(),
    listModels: (folders) => engine.listModels(folderList(folders, 'folders')),
    countTokens: (request) => engine.countTokens(countRequest(request, 'The request')),
    ask: (request, call) => engine.ask(askRequest(request, 'The request'), follow(call)),
    embed: (request, call) => engine.embed(embedRequest(request, 'The request'), follow(call)),
    survey: (request, call) => engine.survey(surveyRequest(request, 'The request'), follow(call)),
    arrange: (request, call) => engine.arrange(arrangeRequest(request, 'The request'), follow(call)),
    cluster: (request, call) => engine.cluster(clusterRequest(request, 'The request'), follow(call)),
    nameVectors: (request, call) => engine.nameVectors(nameRequest(request, 'The request'), follow(call)),
    explain: (request, call) => engine.explain(explainRequest(request, 'The request'), follow(call)),
    renderPage: (request) => engine.renderPage(pageRequest(request, 'The request')),
    compareImages: (request) => engine.compareImages(compareRequest(request, 'The request')),
    map: (request, call) => engine.map(mapRequest(request, 'The request'), follow(call)),
    compile: (request, call) => engine.compile(compileRequest(request, 'The request'), follow(call)),
    listCompiled: () => engine.listCompiled(),
    clearCompiled: (request) => engine.clearCompiled(clearRequest(request, 'The request')),
    unload: () => engine.unload(),
    listRuns: (folders) => engine.listRuns(folderList(folders, 'folders')),
    readRun: (request) => engine.readRun(readRunRequest(request, 'The request')),
    startRun: (request) => engine.startRun(startRunRequest(request, 'The request')),
    endRun: (request) => engine.endRun(endRunRequest(request, 'The request')),
    pinQuestions: (request) => engine.pinQuestions(pinRequest(request, 'The request')),
    evaluate: (request, call) => engine.evaluate(evaluateRequest(request, 'The request'), follow(call)),
  };
  return handlers;
}

function follow({ signal, progress, begin }: IncomingCall): QueuedCallOptions<unknown> {
  return { signal, onProgress: progress, onBegin: begin };
}
