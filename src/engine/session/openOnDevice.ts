import type { DeviceChoice, DeviceName } from '../api/choices.ts';
import { EngineError } from '../api/errors.ts';
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
    return open({ device: 'cpu', note: fallbackNote(place.device, error) });
  }
}

/** A damaged file is as damaged on the processor. */
function isDeviceTrouble(error: unknown): error is EngineError {
  return error instanceof EngineError && String(error.code).startsWith('device/');
}

function fallbackNote(device: DeviceName, error: EngineError): string {
  return `${device} was tried and given up for the processor. ${error.message}`;
}
