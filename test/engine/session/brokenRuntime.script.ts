import { register } from 'node:module';
import { EngineError } from '../../../src/engine/api/errors.ts';

/** Prints the error of a process whose ONNX Runtime fails to load with the words given as its argument. */
const hook = `export function resolve(specifier, context, next) {
  if (specifier === 'onnxruntime-node') throw new Error(${JSON.stringify(process.argv[2])});
  return next(specifier, context);
}`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
const { listDevices } = await import('../../../src/engine/session/devices.ts');
const error = await listDevices().catch((thrown: unknown) => thrown);
if (error instanceof EngineError) console.log(JSON.stringify({ code: String(error.code), message: error.message }));
