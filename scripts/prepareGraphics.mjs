import { existsSync } from 'node:fs';
import { runCommand } from './command.mjs';

/** A Vulkan driver that computes on the processor, the loader for it, a browser, and letters for what it shows. */
const packages = ['chromium', 'libvulkan1', 'fonts-dejavu-core'];
const signs = ['/usr/lib/chromium/vk_swiftshader_icd.json', '/usr/lib/x86_64-linux-gnu/libvulkan.so.1'];

/**
 * Installs from Debian what tests of graphics kernels and of the workbench need, where this may be done and has not been.
 * What then is still missing those tests say themselves.
 */
export async function prepareGraphics() {
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get') && process.arch === 'x64';
  if (!mayInstall || signs.every((file) => existsSync(file))) return;
  console.log(`Installing ${packages.join(', ')} from Debian …`);
  const apt = (/** @type {string[]} */ ...args) =>
    runCommand('env', ['DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', ...args]);
  await apt('update');
  await apt('install', '-y', '--no-install-recommends', ...packages);
}
