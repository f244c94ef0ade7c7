import { chooseDevice, listDevices } from '../../../src/engine/session/devices.ts';

/** Prints the devices of a process, what `auto` takes among them, and how long asking a second time took. */
const devices = await listDevices();
const begin = performance.now();
const auto = await chooseDevice('auto');
console.log(JSON.stringify({ devices, auto, secondMs: performance.now() - begin }));
