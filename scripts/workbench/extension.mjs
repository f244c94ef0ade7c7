import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/**
 * Puts an extension into a folder of extensions: a .vsix is unpacked by the server itself, an unpacked one is linked,
 * so that what was just built is what runs.
 */
export function installExtension(extension, { node, base, env, folder }) {
  fs.mkdirSync(folder, { recursive: true });
  if (extension.endsWith('.vsix')) unpack(extension, { node, base, env });
  else link(extension, folder);
}

function link(extension, folder) {
  const { publisher, name, version } = JSON.parse(fs.readFileSync(path.join(extension, 'package.json'), 'utf8'));
  const place = path.join(folder, `${publisher}.${name}-${version}`);
  fs.rmSync(place, { force: true });
  fs.symlinkSync(path.resolve(extension), place, 'dir');
}

function unpack(extension, { node, base, env }) {
  const result = spawnSync(node, [...base, '--install-extension', path.resolve(extension)], { env, encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`${extension} could not be installed: ${result.stdout}${result.stderr}`);
}
