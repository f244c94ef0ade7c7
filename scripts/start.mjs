import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { openInDesktopEditor } from './desktopEditor.mjs';
import { prepare, say, SetUpError } from './prepare.mjs';
import { root } from './command.mjs';

/** What `npm start` asks in the terminal, so that the first thing seen is an answer. */
const picture = join('examples', 'triangle.png');
const question = 'What colour is the shape?';
const tour = join(root, 'examples', 'tour.hovle');

try {
  await prepare();
  await ask();
  if (!process.argv.includes('--once')) await openTour();
} catch (error) {
  if (!(error instanceof SetUpError)) throw error;
  console.error(`\n${error.message}`);
  process.exitCode = 1;
}

async function ask() {
  console.log(`\n> hovle ask --max-tokens 64 --image ${picture} "${question}"\n`);
  const args = [join('dist', 'cli.mjs'), 'ask', '--max-tokens', '64', '--image', picture, question];
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
  const [status] = await once(child, 'exit');
  if (status !== 0) throw new SetUpError('The question could not be answered; the reason stands above.');
  console.log();
}

/** Opens the tour notebook in desktop VS Code where there is one, else in a workbench on loopback until Ctrl+C. */
async function openTour() {
  if (await openInDesktopEditor({ extension: root, file: tour })) return say('Tour', 'opened in VS Code');
  say('Tour', 'starting a workbench …');
  // Not before Node was found to be new enough: it would fail without a sentence.
  const { serveWorkbench } = await import('./workbench.mjs');
  const { url, stop } = await serveWorkbench({
    workspace: join(root, 'examples'),
    extension: root,
    notebook: tour,
    // A browser's workbench would save answers into the checkout unasked.
    settings: { 'files.autoSave': 'off' },
  });
  say('Tour', `${url}\n\nOpen this address in a browser. Ctrl+C ends it.`);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await stop();
}
