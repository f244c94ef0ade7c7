import type { EngineApi } from '../api/engineApi.ts';

export type EngineMethod = keyof EngineApi;

/**
 * How the host answers each method: at once, or one after another. What was still waiting in a queue when an engine died
 * can be asked of the next one.
 */
export const answering: { readonly [method in EngineMethod]: 'at once' | 'queued' } = {
  status: 'at once',
  listDevices: 'at once',
  listModels: 'at once',
  countTokens: 'at once',
  ask: 'queued',
  embed: 'queued',
  survey: 'queued',
  arrange: 'queued',
  cluster: 'queued',
  nameVectors: 'queued',
  explain: 'queued',
  renderPage: 'at once',
  compareImages: 'at once',
  map: 'queued',
  compile: 'queued',
  listCompiled: 'at once',
  clearCompiled: 'queued',
  unload: 'queued',
  listRuns: 'at once',
  readRun: 'at once',
  startRun: 'at once',
  endRun: 'at once',
  pinQuestions: 'at once',
  evaluate: 'queued',
};

/** A client's request that the engine end with its last client, without waiting. Answers whether this client is the last. */
export const leaveMethod = 'leave';
