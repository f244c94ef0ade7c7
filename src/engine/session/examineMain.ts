import { deviceNames } from '../api/choices.ts';
import { examineDevice } from './examineDevice.ts';
import { explainFailure } from './explainFailure.ts';

/** A process of its own for trying a device out: drivers write to the terminal, hang, and crash. */
const device = deviceNames.find((name) => name === process.argv[2]) ?? 'cpu';
const finding = await examineDevice(device).catch((error: unknown) => ({ problem: explainFailure(error) }));
process.send?.(finding, () => process.exit());
