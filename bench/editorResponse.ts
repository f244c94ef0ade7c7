import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { serveWorkbench } from '../scripts/workbench.mjs';
import { launchChromium } from '../test/host/chromium.ts';
import { endEngine } from '../test/host/engineProcess.ts';
import { hostArguments } from '../test/host/extensionHost.ts';
import type { Measurement } from './benchmark.ts';
import { bundledJob, emptyExtension, figuresFrom } from './editor/inHost.ts';
import { responseMark } from './editor/responseFigures.ts';
import type { HoverTime, ResponseFigures, WatchedTime } from './editor/responseFigures.ts';
import { median } from './median.ts';

/**
 * What the extension does to the thread that it shares with all others, in a real workbench: how long a hover takes that has
 * everything at hand, and the longest stretch of its own code while large documents are edited, searched for pictures, pointed at and
 * fixed, and the engine answers one question after another. How late the thread's timers come meanwhile, the editor's own work and
 * what else the machine does decide as well: it is measured with the extension and without.
 */
export async function editorResponse(): Promise<Measurement[]> {
  const browser = await launchChromium();
  try {
    const without = await measured(browser, (folder) => emptyExtension(folder, 'empty'));
    const withOurs = await measured(browser, () => process.cwd());
    console.log(`  the longest stretch ended in ${withOurs.ownStretch.at}`);
    const hover = (part: keyof HoverTime) => median(withOurs.hovers.map((one) => one[part]));
    return [
      { name: 'a hover with its explanation', value: hover('ms'), unit: 'ms', atMost: 20 },
      { name: 'processor time of that', value: hover('ownMs'), unit: 'ms' },
      { name: 'a hover with fixed words', value: hover('fixedMs'), unit: 'ms' },
      { name: 'longest stretch of our own code', value: withOurs.ownStretch.ms, unit: 'ms', atMost: 50 },
      ...delays('somebody types', withOurs.typing, without.typing, { atMost: 50 }),
      ...delays('large documents are edited', withOurs.working, without.working),
    ];
  } finally {
    await browser.close();
  }
}

function delays(
  when: string,
  withOurs: WatchedTime,
  without: WatchedTime,
  limit: Pick<Measurement, 'atMost'> = {},
): Measurement[] {
  return [
    {
      name: `longest delay of the thread's timers while ${when}`,
      value: withOurs.longestDelayMs,
      unit: 'ms',
      ...limit,
    },
    { name: 'the same without the extension', value: without.longestDelayMs, unit: 'ms' },
    { name: 'edits meanwhile', value: withOurs.edits, unit: '' },
    { name: 'edits without the extension', value: without.edits, unit: '' },
    { name: 'answers meanwhile', value: withOurs.answers, unit: '' },
  ];
}

async function measured(browser: Browser, extensionIn: (folder: string) => string): Promise<ResponseFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'hovle-response-'));
  const [workspace, userData] = [join(folder, 'workspace'), join(folder, 'home')];
  cpSync('examples', workspace, { recursive: true });
  mkdirSync(userData);
  for (const [name, text] of Object.entries(documents())) writeFileSync(join(workspace, name), text);
  const extension = extensionIn(folder);
  const settings = { 'hovle.altText.markMissing': true, 'hovle.maxTokens': 100, 'chat.disableAIFeatures': false };
  const env = { XDG_CACHE_HOME: join(folder, 'cache') };
  const server = await serveWorkbench({
    workspace,
    userData,
    extension,
    settings,
    env,
    serverArguments: hostArguments,
  });
  try {
    const entry = await bundledJob('responseJob', folder);
    const developed = emptyExtension(folder, 'developed');
    // The job printed them.
    return (await figuresFrom(browser, server.url, {
      extension: developed,
      entry,
      mark: responseMark,
    })) as ResponseFigures;
  } finally {
    endEngine(userData);
    await server.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** One as people write them, and some about as long as documents may be that are searched. */
function documents(): Record<string, string> {
  const repeat = (block: string) => block.repeat(Math.ceil(450_000 / block.length));
  const day = `## A day\n\nCoffee and *tea*, [more](a.md).\n\n${'Words and words. '.repeat(20)}\n\n![](chart.png)\n\n`;
  return {
    'ordinary.md': day.repeat(20),
    'small.py': 'icon = "chart.png"\n',
    'large.md': repeat(day),
    'large.html': repeat(
      `<section class="a"><p>Coffee &amp; tea</p>${'<b>word</b> '.repeat(30)}<img src="chart.png"></section>\n`,
    ),
    'large.tsx': repeat(`export const a = <div title={"x" + 1}>${'word '.repeat(60)}<img src="chart.png" /></div>;\n`),
  };
}
