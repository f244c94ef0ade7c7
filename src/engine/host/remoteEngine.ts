import type { EngineApi } from '../api/engineApi.ts';
import type { OutgoingOptions } from '../rpc/peer.ts';
import type { EngineMethod } from './engineMethods.ts';

/** Carries a call to wherever the engine is. */
export type CarryCall = (method: EngineMethod, argument: unknown, options?: OutgoingOptions) => Promise<unknown>;

/** The engine's contract over calls that something else carries. */
export function remoteEngine(carry: CarryCall): EngineApi {
  const call: TypedCall = async (method, argument, options) => {
    // The far side is the same program: what it reports as progress of a method has the contract's type,
    const outgoing = options as OutgoingOptions | undefined;
    const answer = await carry(method, argument, outgoing);
    // and so has its answer.
    return answer as never;
  };
  return {
    status: () => call('status', undefined),
    listDevices: () => call('listDevices', undefined),
    listModels: (folders) => call('listModels', folders),
    countTokens: (request) => call('countTokens', request),
    ask: (request, options) => call('ask', request, options),
    embed: (request, options) => call('embed', request, options),
    survey: (request, options) => call('survey', request, options),
    arrange: (request, options) => call('arrange', request, options),
    cluster: (request, options) => call('cluster', request, options),
    nameVectors: (request, options) => call('nameVectors', request, options),
    explain: (request, options) => call('explain', request, options),
    renderPage: (request) => call('renderPage', request),
    compareImages: (request) => call('compareImages', request),
    map: (request, options) => call('map', request, options),
    compile: (request, options) => call('compile', request, options),
    listCompiled: () => call('listCompiled', undefined),
    clearCompiled: (request) => call('clearCompiled', request),
    unload: async () => {
      await call('unload', undefined);
    },
    listRuns: (folders) => call('listRuns', folders),
    readRun: (request) => call('readRun', request),
    startRun: (request) => call('startRun', request),
    endRun: async (request) => {
      await call('endRun', request);
    },
    pinQuestions: async (request) => {
      await call('pinQuestions', request);
    },
    evaluate: (request, options) => call('evaluate', request, options),
  };
}

type TypedCall = <M extends EngineMethod>(
  method: M,
  argument: Parameters<EngineApi[M]>[0],
  options?: Parameters<EngineApi[M]>[1],
) => Promise<Awaited<ReturnType<EngineApi[M]>>>;
