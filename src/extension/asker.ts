import type { Answer, AskProgress, AskRequest } from '../engine/api/answerApi.ts';
import type { CallOptions } from '../engine/api/callOptions.ts';
import type { EngineApi } from '../engine/api/engineApi.ts';
import type { Activity } from './engine/activity.ts';

/** Asks the engine a question, seen by the status bar. */
export type Ask = (request: AskRequest, options: CallOptions<AskProgress>) => Promise<Answer>;

/** Makes the one way by which commands and notebooks ask. */
export function createAsk(engine: EngineApi, activity: Activity): Ask {
  return async (request, { signal, onProgress }) => {
    const following = activity.begin(request.model);
    let answer: Answer | undefined;
    try {
      const report = (progress: AskProgress) => {
        following.progress(progress);
        onProgress?.(progress);
      };
      answer = await engine.ask(request, { onProgress: report, ...(signal ? { signal } : {}) });
      return answer;
    } finally {
      following.end(answer);
    }
  };
}
