import type { DeviceName } from '../../api/choices.ts';
import { deviceKernels } from '../../session/deviceKernels.ts';
import { DeviceState } from './deviceState.ts';
import { HostState } from './hostState.ts';
import type { Beginning, StateParts, TrainingState } from './trainingState.ts';

/** The state of a training where its sessions compute. */
export function openState(parts: StateParts, beginning: Beginning): Promise<TrainingState> {
  return keepsTensors(parts.session.device) ? DeviceState.open(parts, beginning) : HostState.open(parts, beginning);
}

/** Whether tensors can stay on a device between runs. */
export function keepsTensors(device: DeviceName): boolean {
  return deviceKernels[device] === 'device';
}
