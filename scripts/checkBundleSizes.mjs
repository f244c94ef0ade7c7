import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { bundles } from './bundles.mjs';
import { root } from './command.mjs';

/** Bundles that an editor reads at its start, or a view when it opens, may not grow unseen: most bytes by where they come from. */
const limits = [
  { from: 'src/extension/main.ts', limitBytes: 250_000 },
  { from: 'src/webview/embeddingExplorer/', limitBytes: 700_000 },
  { from: 'src/webview/notebookRenderer/', limitBytes: 300_000 },
  { from: 'src/webview/trainingRenderers/', limitBytes: 300_000 },
  { from: 'src/webview/trainingDashboard/', limitBytes: 300_000 },
  { from: 'src/webview/outputs/', limitBytes: 300_000 },
  { from: 'src/webview/answerPanel/', limitBytes: 350_000 },
];

for (const { from, to } of bundles) {
  const limit = limits.find((one) => from.startsWith(one.from));
  if (limit) checkSize(to, limit.limitBytes);
}

/**
 * @param {string} name
 * @param {number} limitBytes
 */
function checkSize(name, limitBytes) {
  const file = join(root, 'dist', name);
  const size = existsSync(file) ? statSync(file).size : Infinity;
  console.log(`${name}: ${size} of at most ${limitBytes} bytes (Infinity: not built)`);
  if (size > limitBytes) process.exitCode = 1;
}
