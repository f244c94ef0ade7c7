import { parseArgs } from 'node:util';
import { checkClaims, summary } from './claims.ts';
import type { Claims, Tally } from './claims.ts';
import { altTextClaims } from './claims/altText.ts';
import { cellClaims } from './claims/cells.ts';
import { commandClaims } from './claims/commands.ts';
import { hoverClaims } from './claims/hovers.ts';
import { answerOutputClaims } from './claims/answerOutput.ts';
import { explorerClaims } from './claims/embeddingExplorer.ts';
import { explainImageClaims } from './claims/explainImage.ts';
import { lookClaims } from './claims/looks.ts';
import { modelClaims } from './claims/models.ts';
import { notebookClaims } from './claims/notebook.ts';
import { rendererClaims } from './claims/renderers.ts';
import { viewClaims } from './claims/views.ts';
import { walkthroughClaims } from './claims/walkthrough.ts';
import { launchChromium } from './chromium.ts';
import { packagedClaims } from './packagedInWorkbench.ts';
import { suiteClaims } from './suiteInWorkbench.ts';
import { onStage } from './stage.ts';
import type { Stage } from './stage.ts';

/**
 * Drives the built extension in a real workbench. Prints each claim and `N passed, N failed`.
 * Names of groups as arguments limit the run to these; `--only TEXT` to claims that contain the text.
 */
async function run(): Promise<Tally> {
  const browser = await launchChromium();
  const total = { passed: 0, failed: 0 };
  try {
    if (isChosen('packaged')) add(total, await check(packagedClaims(browser)));
    if (isChosen('suite')) add(total, await check(suiteClaims(browser)));
    if (isChosen('views')) add(total, await check({ ...viewClaims(browser), ...rendererClaims(browser) }));
    if (chosenGroups().length > 0)
      await onStage(browser, async (stage) => add(total, await check(withScreenshots(stage))));
  } finally {
    await browser.close();
  }
  console.log(summary(total));
  return total;
}

const check = (claims: Claims) => checkClaims(claims, (line) => console.log(line));

function add(total: Tally, { passed, failed }: Tally): void {
  total.passed += passed;
  total.failed += failed;
}

/** Later groups use what earlier ones left: answers in the tour, a loaded model. */
const groups = {
  notebook: notebookClaims,
  cells: cellClaims,
  image: explainImageClaims,
  hovers: hoverClaims,
  altText: altTextClaims,
  commands: commandClaims,
  models: modelClaims,
  explorer: explorerClaims,
  answers: answerOutputClaims,
  walkthrough: walkthroughClaims,
  looks: lookClaims,
};

/** Groups that want a workbench in which nothing happened before: they run when they are named. */
const freshOnly = new Set(['answers', 'walkthrough']);

function chosenGroups(): ((stage: Stage) => Claims)[] {
  const own = (name: string) => isChosen(name) && (names.length > 0 || !freshOnly.has(name));
  return Object.entries(groups).flatMap(([name, make]) => (own(name) ? [make] : []));
}

const { values: options, positionals: names } = parseArgs({
  options: { only: { type: 'string', default: '' } },
  allowPositionals: true,
});

function isChosen(group: string): boolean {
  return names.length === 0 || names.includes(group);
}

/** A claim that does not hold leaves a picture of the window, and no dialog in the way of the next. */
function withScreenshots(stage: Stage): Claims {
  const all = Object.assign({}, ...chosenGroups().map((make) => make(stage))) as Claims;
  const chosen = Object.entries(all).filter(([claim]) => claim.includes(options.only));
  const entries = chosen.map(([claim, show], index): [string, () => Promise<void>] => [
    claim,
    () =>
      show().catch(async (error: unknown) => {
        await stage.workbench.screenshot(`failed-${index}`);
        await stage.workbench.dismiss();
        throw error;
      }),
  ]);
  return Object.fromEntries(entries);
}

const { failed } = await run();
process.exitCode = failed === 0 ? 0 : 1;
