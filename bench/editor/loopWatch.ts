import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Watches how late the timers of this thread come, from now until `stop`, which returns the longest delay in milliseconds. */
export function watchLoop(): { stop(): number } {
  const delays = monitorEventLoopDelay({ resolution: resolutionMs });
  delays.enable();
  return {
    stop: () => {
      delays.disable();
      return delays.max / 1e6 - resolutionMs;
    },
  };
}

/** How often a timer is waited for, which what is measured includes. */
const resolutionMs = 5;
