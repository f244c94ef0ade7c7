import { compileModel } from '../../src/engine/compile/compileModel.ts';
import type { CompileCost, CompileJob } from './compileApart.ts';

/** The process of `compileApart`. Argument: the job as JSON. */
const { checkpoint, precision, out } = JSON.parse(process.argv[2] ?? '') as CompileJob;
const begin = performance.now();
await compileModel(checkpoint, { precision, out });
const cost: CompileCost = {
  elapsedMs: performance.now() - begin,
  // Kilobytes on every platform.
  peakBytes: process.resourceUsage().maxRSS * 1024,
};
process.send?.(cost);
process.disconnect();
