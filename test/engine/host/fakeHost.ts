import { runHost } from '../../../src/engine/host/runHost.ts';

await runHost(new URL('./fakeWorker.mjs', import.meta.url));
