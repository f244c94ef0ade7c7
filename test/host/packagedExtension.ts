import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { runCommand } from '../../scripts/command.mjs';
import { serveWorkbench } from '../../scripts/workbench.mjs';
import { AnswerPage } from './answerPage.ts';
import { endEngine } from './engineProcess.ts';
import { openWorkbenchPage } from './workbenchPage.ts';

/** The first explanation on a fresh profile. */
export interface FirstExplanation {
  /** From the command to the end of the answer. */
  elapsedMs: number;
  /** What the window wanted from outside this machine. */
  refused: readonly string[];
}

/** Packs the extension for this machine. Fails, too, where the package does not hold what is written down, or is too large. */
export async function packageExtension(): Promise<string> {
  const target = `${process.platform}-${process.arch}`;
  const { status, output } = await runCommand(process.execPath, ['scripts/package.mjs', target]);
  assert.equal(status, 0, output);
  return path.resolve('dist-vsix', `hovle-${target}.vsix`);
}

/** Installs a package where nothing was before, and has it explain an image. */
export async function explainFreshly(browser: Browser, extension: string): Promise<FirstExplanation> {
  const root = mkdtempSync(path.join(tmpdir(), 'hovle-packaged-'));
  try {
    return await explainIn(root, browser, extension);
  } finally {
    rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function explainIn(root: string, browser: Browser, extension: string): Promise<FirstExplanation> {
  const [workspace, userData] = [path.join(root, 'workspace'), path.join(root, 'home')];
  cpSync('examples', workspace, { recursive: true });
  mkdirSync(userData);
  const env = { XDG_CACHE_HOME: path.join(root, 'cache') };
  const server = await serveWorkbench({ workspace, extension, userData, env });
  try {
    const workbench = await openWorkbenchPage(browser, server.url);
    const panel = new AnswerPage(workbench);
    const start = performance.now();
    await workbench.chooseFromMenu(['landscape.jpg'], 'Explain Image');
    await panel.untilState('done');
    const elapsedMs = performance.now() - start;
    await workbench.screenshot('packaged');
    await workbench.page.context().close();
    return { elapsedMs, refused: [...workbench.refused] };
  } finally {
    endEngine(userData);
    await server.stop();
  }
}
