import { parentPort } from 'node:worker_threads';
import ort from 'onnxruntime-node';

// Loads a model as the engine's thread does, and ends.
parentPort?.on('message', () => undefined);
await ort.InferenceSession.create(process.env['MODEL'] ?? '');
process.exit(0);
