import { threadMs } from './threadTime.ts';

/** Watches how long the turns of this thread's event loop take, from its making until `stop`. */
export class LoopWatch {
  #longestTurnMs = 0;
  #longestOwnMs = 0;
  #isStopped = false;

  constructor() {
    this.#turn(performance.now(), threadMs());
  }

  stop(): { longestTurnMs: number; longestOwnMs: number } {
    this.#isStopped = true;
    return { longestTurnMs: this.#longestTurnMs, longestOwnMs: this.#longestOwnMs };
  }

  #turn(start: number, ownStart: number): void {
    if (this.#isStopped) return;
    setImmediate(() => {
      const [now, own] = [performance.now(), threadMs()];
      this.#longestTurnMs = Math.max(this.#longestTurnMs, now - start);
      this.#longestOwnMs = Math.max(this.#longestOwnMs, own - ownStart);
      this.#turn(now, own);
    });
  }
}
