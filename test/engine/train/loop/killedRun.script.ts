import { runStage } from '../../../../src/engine/train/loop/runStage.ts';
import { killedPlan } from './killedPlan.ts';

/** Run by killedRun.test.ts in a process that it kills: goes on with the run in the folder named. */
const plan = await killedPlan(process.argv[2]!);
await runStage(plan, {
  clock: () => performance.now(),
  onLine: ({ kind, step }) => process.stdout.write(`${kind} ${step}\n`),
});
