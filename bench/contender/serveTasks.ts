import type { Reply, Task } from './contender.ts';

/** The far side of `startContender`: does tasks until the process is ended or its parent is gone. */
export function serveTasks(perform: (task: Task) => Promise<number>): void {
  const send = (reply: Reply): void => void process.send?.(reply);
  process.on('message', (task: Task) => {
    perform(task).then(
      (elapsedMs) => send({ elapsedMs }),
      (error: unknown) => send({ failure: String(error) }),
    );
  });
  process.on('disconnect', () => process.exit());
  send({ ready: true });
}
