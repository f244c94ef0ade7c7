import type { Answer, AskProgress } from '../../engine/api/answerApi.ts';
import type { Remark } from '../../engine/api/remarks.ts';
import type { EngineState } from '../../engine/client/engineState.ts';
import type { Closable } from '../scope.ts';

/** What the engine is seen doing. */
export interface ActivityState {
  doing: 'nothing' | 'starting' | 'loading' | 'answering' | 'crashed';
  /** Of the last question. */
  model?: string;
  /** Of the last answer, and why it was this one where a better was wished for. */
  device?: string;
  deviceNote?: Remark;
}

/** Follows the engine's process and every question, so that one place can say what goes on. */
export class Activity {
  readonly #listeners = new Set<(state: ActivityState) => void>();
  #process: EngineState['kind'] = 'stopped';
  #questions = 0;
  #stage: 'loading' | 'answering' = 'loading';
  #last: Omit<ActivityState, 'doing'> = {};

  get state(): ActivityState {
    return { doing: this.#doing(), ...this.#last };
  }

  onChange(listener: (state: ActivityState) => void): Closable {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** The process started or ended. */
  setProcess(kind: EngineState['kind']): void {
    this.#process = kind;
    this.#changed();
  }

  /** Follows one question: call `progress` with each of its progress, `end` when it has ended. */
  begin(model: string): {
    progress(progress: AskProgress): void;
    end(answer?: Pick<Answer, 'device' | 'deviceNote'>): void;
  } {
    this.#questions++;
    this.#stage = 'loading';
    this.#last = { ...this.#last, model };
    this.#changed();
    return {
      progress: ({ kind }) => {
        this.#stage = kind === 'text' ? 'answering' : 'loading';
        this.#changed();
      },
      end: (answer) => {
        this.#questions--;
        if (answer) this.#last = { ...this.#last, ...deviceOf(answer) };
        this.#changed();
      },
    };
  }

  #doing(): ActivityState['doing'] {
    if (this.#process === 'crashed' || this.#process === 'starting') return this.#process;
    return this.#questions > 0 ? this.#stage : 'nothing';
  }

  #changed(): void {
    for (const listener of this.#listeners) listener(this.state);
  }
}

function deviceOf({ device, deviceNote }: Pick<Answer, 'device' | 'deviceNote'>) {
  return { device, ...(deviceNote === undefined ? {} : { deviceNote }) };
}
