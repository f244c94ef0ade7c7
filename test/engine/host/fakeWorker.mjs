// TypeScript is not loaded in worker threads by itself.
import { register } from 'tsx/esm/api';

register();
const { createFakeEngine } = await import('./fakeEngine.ts');
const { serveWorker } = await import('../../../src/engine/host/serveWorker.ts');
serveWorker(createFakeEngine);
