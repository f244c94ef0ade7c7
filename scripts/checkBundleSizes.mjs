import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './command.mjs';

/** Bundles that an editor reads whenever it starts may not grow unseen: most bytes by the name in dist/. */
const limits = { 'extension.cjs': 500_000 };

for (const [name, limitBytes] of Object.entries(limits)) {
  const file = join(root, 'dist', name);
  const size = existsSync(file) ? statSync(file).size : Infinity;
  console.log(`${name}: ${size} of at most ${limitBytes} bytes (Infinity: not built)`);
  if (size > limitBytes) process.exitCode = 1;
}
