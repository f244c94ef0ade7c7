import { EngineThread } from '../../../src/engine/host/engineThread.ts';
import { runtime } from '../../../src/engine/session/runtime.ts';

// Loads a model in this thread or, as the engine does, in another.
const [where, model = ''] = process.argv.slice(2);
if (where === 'here') {
  const { InferenceSession } = await runtime();
  await InferenceSession.create(model);
} else {
  process.env['MODEL'] = model;
  const entry = new URL('./telemetryWorker.mjs', import.meta.url);
  // The thread ends when it has loaded the model: it answers nothing.
  await new EngineThread('lookups', { entry, options: {}, writeLog: console.error }).engine
    .listDevices()
    .catch(() => undefined);
}
