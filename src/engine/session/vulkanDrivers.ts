import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether Vulkan's loader would find a driver: a manifest named in a variable, or lying in one of its folders
 * (its LoaderInterfaceArchitecture.md). Asking it to start without one makes it write to the terminal.
 */
export function hasVulkanDriver(env: NodeJS.ProcessEnv, home: string, system = '/etc'): boolean {
  const named = list(env['VK_DRIVER_FILES'] ?? env['VK_ICD_FILENAMES']);
  if (named.length > 0) return named.some((path) => existsSync(path));
  return [...list(env['VK_ADD_DRIVER_FILES']), ...driverFolders(env, home, system)].some(holdsManifest);
}

function driverFolders(env: NodeJS.ProcessEnv, home: string, system: string): string[] {
  const roots = [
    env['XDG_CONFIG_HOME'] ?? join(home, '.config'),
    ...list(env['XDG_CONFIG_DIRS'] ?? '/etc/xdg'),
    system,
    env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'),
    ...list(env['XDG_DATA_DIRS'] ?? '/usr/local/share:/usr/share'),
  ];
  return roots.map((root) => join(root, 'vulkan', 'icd.d'));
}

function holdsManifest(path: string): boolean {
  if (!existsSync(path)) return false;
  return path.endsWith('.json') || readdirSync(path).some((file) => file.endsWith('.json'));
}

function list(paths: string | undefined): string[] {
  return (paths ?? '').split(':').filter(Boolean);
}
