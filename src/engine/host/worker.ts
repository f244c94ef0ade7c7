import { createLocalEngine } from './localEngine.ts';
import { serveWorker } from './serveWorker.ts';

serveWorker(createLocalEngine);
