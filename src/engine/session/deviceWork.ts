import type { DeviceName } from '../api/choices.ts';
import { EngineError } from '../api/errors.ts';
import { reasonOf } from './runtimeReason.ts';

/** Lets a device compute; what the runtime throws becomes an error that names the device. */
export async function deviceWork<T>(device: DeviceName, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new EngineError('device/failed', { device, reason: reasonOf(cause) }, { cause });
  }
}
