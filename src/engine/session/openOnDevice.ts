import type { DeviceChoice } from '../api/choices.ts';
import { packError } from '../api/errorOnWire.ts';
import { EngineError } from '../api/errors.ts';
import { remark } from '../api/remarks.ts';
import { chooseDevice, type Place } from './devices.ts';

/**
 * Opens something on the device of choice. Where that fails, `auto` goes on to the processor and notes why; a device
 * asked for by name is not replaced.
 */
export async function openOnDevice<T>(
  choice: DeviceChoice,
  open: (place: Place) => Promise<T>,
  choose: (choice: DeviceChoice) => Promise<Place> = chooseDevice,
): Promise<T> {
  const place = await choose(choice);
  try {
    return await open(place);
  } catch (error) {
    if (choice !== 'auto' || place.device === 'cpu' || !isDeviceTrouble(error)) throw error;
    const note = remark('auto/gave-up', { device: place.device, error: packError(error) });
    return open({ device: 'cpu', note });
  }
}

/** A damaged file is as damaged on the processor. */
function isDeviceTrouble(error: unknown): error is EngineError {
  return error instanceof EngineError && String(error.code).startsWith('device/');
}
