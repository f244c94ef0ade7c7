import { fork } from 'node:child_process';
import { once } from 'node:events';

/** What is asked of a contender; the answer is a number of milliseconds. */
export type Task =
  /** Reads a prompt of so many tokens from nothing. */
  | { readonly kind: 'prefill'; readonly tokens: number }
  /** Adds `steps` tokens one by one, greedily, behind `context` tokens; the answer is the median of one. */
  | { readonly kind: 'decode'; readonly context: number; readonly steps: number };

/** A program under test in a process of its own, so that neither its threads nor its memory touch the others'. */
export interface Contender {
  readonly name: string;
  readonly measure: (task: Task) => Promise<number>;
  readonly close: () => Promise<void>;
}

export interface ContenderProgram {
  readonly name: string;
  /** Calls `serveTasks`. */
  readonly file: string;
  readonly args: readonly string[];
  /** By default that of the benchmark. */
  readonly environment?: NodeJS.ProcessEnv;
}

/** What a contender's process sends: first that it is ready, then an answer for each task. */
export type Reply = { readonly ready: true } | { readonly elapsedMs: number } | { readonly failure: string };

/** Starts a contender and waits until its model is loaded. */
export async function startContender(program: ContenderProgram): Promise<Contender> {
  const { name, file, args, environment = process.env } = program;
  const child = fork(file, [...args], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: environment,
  });
  const ended = once(child, 'exit');
  const reply = async (): Promise<Reply> => {
    const [message] = (await Promise.race([once(child, 'message'), ended.then(died)])) as [Reply];
    return message;
  };
  const died = (): never => {
    throw new Error(`${name} ended before it answered.`);
  };
  await reply();
  return {
    name,
    measure: async (task) => {
      child.send(task);
      const answer = await reply();
      if ('elapsedMs' in answer) return answer.elapsedMs;
      throw new Error(`${name}: ${'failure' in answer ? answer.failure : 'no answer'}`);
    },
    close: async () => {
      child.kill();
      await ended;
    },
  };
}
