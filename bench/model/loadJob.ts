import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { readManifest } from '../../src/engine/compile/manifest.ts';
import { loadModel } from '../../src/engine/generate/loadedModel.ts';
import type { LoadJob } from '../load.ts';

const chunkBytes = 8 * 2 ** 20;

/** The process of one measurement of `load`. Argument: the job as JSON. */
const { kind, folder, threads } = JSON.parse(process.argv[2] ?? '') as LoadJob;
const begin = performance.now();
if (kind === 'read') await readWeights();
else await loadModel(folder, { device: 'cpu', threads, prefixCacheBytes: 0, promptWeights: 'fast' });
process.send?.(performance.now() - begin, () => process.exit());

/** Reads the files that loading reads. */
async function readWeights(): Promise<void> {
  const manifest = await readManifest(folder);
  const chunk = Buffer.alloc(chunkBytes);
  for (const name of Object.keys(manifest?.files ?? {})) {
    const file = await open(join(folder, name));
    for (let read = 1; read > 0;) read = (await file.read(chunk, 0, chunkBytes)).bytesRead;
    await file.close();
  }
}
