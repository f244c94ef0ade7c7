import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as vscode from 'vscode';
import { figuresMark } from './activationFigures.ts';
import type { Activation, ActivationFigures } from './activationFigures.ts';
import { threadMs } from './threadTime.ts';

/** Run by the extension host: activates the empty extension, then ours, and prints what each took as one line of JSON. */
export async function run(): Promise<void> {
  // What starts with the window has started; the rest of its work is not to be counted as an activation's.
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const collectGarbage = garbageCollector();
  // The first activation of a host also pays for what all share.
  await activated('hovle.warm', collectGarbage);
  const figures: ActivationFigures = {
    empty: await activated('hovle.empty', collectGarbage),
    ours: await activated('hovle.hovle', collectGarbage),
  };
  console.log(`${figuresMark}${JSON.stringify(figures)}`);
}

async function activated(id: string, collectGarbage: () => void): Promise<Activation> {
  const extension = vscode.extensions.getExtension(id);
  if (!extension) throw new Error(`${id} is not installed.`);
  if (extension.isActive) throw new Error(`${id} was active before.`);
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  const [start, cpuStart] = [performance.now(), threadMs()];
  await extension.activate();
  const [ms, ownMs] = [performance.now() - start, threadMs() - cpuStart];
  collectGarbage();
  return { ms, ownMs, heapBytes: process.memoryUsage().heapUsed - before };
}

/** The host was not started with the option that offers it. */
function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
