import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** What a program tells of one step. */
export interface StepResult {
  readonly elapsedMs: number;
  /** Before the step. */
  readonly loss: number;
  /** The most memory the process has had since its model began to load. */
  readonly peakBytes: number;
}

/** A program under test in a process of its own: for each line that it is sent it does a step and answers with a line. */
export interface StepProgram {
  step(): Promise<StepResult>;
  close(): Promise<void>;
}

/** Starts a program. */
export function startStepProgram(command: string, args: readonly string[], environment = process.env): StepProgram {
  const child = spawn(command, [...args], { stdio: ['pipe', 'pipe', 'inherit'], env: environment });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    step: async () => {
      child.stdin.write('step\n');
      const line = await lines.next();
      if (line.done) throw new Error(`${command} ended before it answered.`);
      return JSON.parse(line.value) as StepResult;
    },
    close: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
