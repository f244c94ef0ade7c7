import { workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

// A worker thread does not inherit the loader that its process runs TypeScript with. This entry registers it, then runs
// the module that `workerData.source` names.
register();
await import(workerData.source);
