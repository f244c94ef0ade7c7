import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { addTallies, checkClaims, summary } from './claims.ts';
import type { Claims, Tally } from './claims.ts';
import { altTextClaims } from './claims/altText.ts';
import { cellClaims } from './claims/cells.ts';
import { comparedModelClaims } from './claims/comparedModels.ts';
import { cellOutputClaims } from './claims/cellOutputs.ts';
import { changeClaims } from './claims/changes.ts';
import { chineseClaims } from './claims/chinese.ts';
import { commandClaims } from './claims/commands.ts';
import { folderClaims } from './claims/folders.ts';
import { hoverClaims } from './claims/hovers.ts';
import { answerPanelClaims } from './claims/answerPanel.ts';
import { answerOutputClaims } from './claims/answerOutput.ts';
import { explorerChoiceClaims } from './claims/explorerChoices.ts';
import { explorerKeepingClaims } from './claims/explorerKeeping.ts';
import { explorerClaims } from './claims/embeddingExplorer.ts';
import { descriptionClaims } from './claims/descriptions.ts';
import { explainImageClaims } from './claims/explainImage.ts';
import { insertedClaims } from './claims/inserted.ts';
import { kernelClaims } from './claims/kernels.ts';
import { lookClaims } from './claims/looks.ts';
import { mapClaims } from './claims/maps.ts';
import { mapRendererClaims } from './claims/mapRenderers.ts';
import { modelClaims } from './claims/models.ts';
import { notebookClaims } from './claims/notebook.ts';
import { openingClaims } from './claims/openings.ts';
import { paletteClaims } from './claims/palette.ts';
import { panelViewClaims } from './claims/panelViews.ts';
import { runningClaims } from './claims/running.ts';
import { remotePictureClaims } from './claims/remotePictures.ts';
import { rendererClaims } from './claims/renderers.ts';
import { trainingClaims } from './claims/training.ts';
import { trainingOutputClaims } from './claims/trainingOutputs.ts';
import { trainingViewClaims } from './claims/trainingViews.ts';
import { toolServerClaims } from './claims/toolServer.ts';
import { troubleClaims } from './claims/trouble.ts';
import { viewClaims } from './claims/views.ts';
import { virtualClaims } from './claims/virtual.ts';
import { walkthroughClaims } from './claims/walkthrough.ts';
import { launchChromium } from './chromium.ts';
import { outputClaims } from './claims/outputs.ts';
import { packagedClaims } from './packagedInWorkbench.ts';
import { restrictedClaims } from './restrictedInWorkbench.ts';
import { withSecondTry } from './secondTry.ts';
import { suiteClaims } from './suiteInWorkbench.ts';
import { onStage } from './stage.ts';
import type { Stage, StageOptions } from './stage.ts';

/**
 * Drives the built extension in a real workbench. Prints each claim, and at the end those that did not hold and `N passed, N failed`.
 * Names of groups as arguments limit the run to these; `--only TEXT` to claims that contain the text. `--theme NAME` shows them in
 * another theme of the editor, with screenshots in a folder of its name. `--again` checks claims twice where few did not hold.
 */
async function run(): Promise<Tally> {
  const browser = await launchChromium();
  const tallies: Tally[] = [];
  try {
    for (const show of shows(browser)) tallies.push(await (again ? withSecondTry(show, print) : show()));
  } finally {
    await browser.close();
  }
  const total = addTallies(tallies);
  print(summary(total));
  return total;
}

const print = (line: string) => {
  console.log(line);
};

/** What is to be checked, each on a stage of its own whenever it is called. */
function shows(browser: Browser): (() => Promise<Tally>)[] {
  const alone = Object.entries(apart).filter(([name]) => isChosen(name));
  const shared = workbenches.map((groups) => Object.entries(groups).filter(([name]) => isChosen(name)));
  return [
    ...alone.map(
      ([, make]) =>
        () =>
          checkClaims(chosenOf(make(browser)), print),
    ),
    ...shared.filter(({ length }) => length > 0).map((groups) => () => checkInWorkbench(browser, groups)),
  ];
}

/** A workbench that does not open, or breaks down, is a claim that does not hold. */
async function checkInWorkbench(browser: Browser, groups: readonly [string, Maker][]): Promise<Tally> {
  const names = groups.map(([name]) => name);
  const makers = groups.map(([, make]) => make);
  const options = together([themeOf(theme), ...names.map((name) => stages[name] ?? {})]);
  const tallies: Tally[] = [];
  const use = async (stage: Stage) => void tallies.push(await checkClaims(withScreenshots(stage, makers), print));
  const stands = { [`the workbench of ${names.join(', ')} opens and closes`]: () => onStage(browser, use, options) };
  const stood = await checkClaims(stands, print);
  return addTallies([...tallies, stood]);
}

/** Claims that bring what they need: an editor of their own, or a view alone in a browser. */
const apart: Readonly<Record<string, (browser: Browser) => Claims>> = {
  packaged: packagedClaims,
  suite: suiteClaims,
  restricted: restrictedClaims,
  views: (browser) => ({ ...viewClaims(browser), ...rendererClaims(browser) }),
  explorerViews: (browser) => ({
    ...explorerChoiceClaims(browser),
    ...explorerKeepingClaims(browser),
    ...comparedModelClaims(browser),
    ...openingClaims(browser),
  }),
  mapViews: mapRendererClaims,
  panelViews: panelViewClaims,
  outputs: outputClaims,
  trainingViews: (browser) => ({ ...trainingViewClaims(browser), ...trainingOutputClaims(browser) }),
};

/**
 * Claims by the workbench they share: within one, later groups use what earlier ones left (answers in the tour, a loaded model),
 * and no group sees what happened in another workbench.
 */
const workbenches: readonly Readonly<Record<string, Maker>>[] = [
  {
    notebook: notebookClaims,
    cells: cellClaims,
    image: explainImageClaims,
    hovers: hoverClaims,
    remotePictures: remotePictureClaims,
    altText: altTextClaims,
    commands: commandClaims,
    inserted: insertedClaims,
    models: modelClaims,
    looks: lookClaims,
  },
  { explorer: explorerClaims },
  { panel: answerPanelClaims },
  { training: trainingClaims },
  // The last claim about trouble closes the window.
  { changes: changeClaims, trouble: troubleClaims },
  { answers: answerOutputClaims },
  { folders: folderClaims },
  { kernels: kernelClaims },
  { maps: mapClaims },
  { cellOutputs: cellOutputClaims },
  { walkthrough: walkthroughClaims },
  { chinese: chineseClaims },
  { palette: paletteClaims, descriptions: descriptionClaims },
  { running: runningClaims },
  { toolServer: toolServerClaims },
  { virtual: virtualClaims },
];

/** Makes the claims of a group about the workbench that it is given. */
type Maker = (stage: Stage) => Claims;

/** Answers that come at once and mean nothing. */
const brief = { 'hovle.model': 'hovle-untrained', 'hovle.maxTokens': 12 };

/** Groups whose workbench is another. */
const stages: Readonly<Record<string, StageOptions>> = {
  kernels: { others: ['test/host/otherKernel'] },
  chinese: { language: 'zh-cn', settings: { 'hovle.model': 'hovle-nano' } },
  palette: { settings: { ...brief, 'hovle.unloadAfterMinutes': 0.1 } },
  descriptions: { settings: brief },
  running: { settings: brief },
  toolServer: { settings: { 'chat.disableAIFeatures': false, 'hovle.tools.mcpServer': true } },
  virtual: { others: ['test/host/virtualFiles'], settings: brief },
};

const {
  values: { only, theme, again },
  positionals: names,
} = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    theme: { type: 'string', default: '' },
    again: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});

/** What several groups ask of the workbench that they share. */
function together(all: readonly StageOptions[]): StageOptions {
  return all.reduce((sum, one) => ({ ...sum, ...one, settings: { ...sum.settings, ...one.settings } }), {});
}

/** By the name that the editor keeps in its settings: `Light Modern`, `Default High Contrast`. */
function themeOf(name: string): StageOptions {
  if (name === '') return {};
  return { settings: { 'workbench.colorTheme': name }, screenshots: `.cache/screenshots/${name}` };
}

function isChosen(group: string): boolean {
  return names.length === 0 || names.includes(group);
}

const chosenOf = (claims: Claims): Claims =>
  Object.fromEntries(Object.entries(claims).filter(([claim]) => claim.includes(only)));

/** A claim that does not hold leaves a picture of the window, and no dialog in the way of the next. */
function withScreenshots(stage: Stage, groups: readonly Maker[]): Claims {
  const all = Object.assign({}, ...groups.map((make) => make(stage))) as Claims;
  const entries = Object.entries(chosenOf(all)).map(([claim, show], index): [string, () => Promise<void>] => [
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

const { failures } = await run();
process.exitCode = failures.length === 0 ? 0 : 1;
