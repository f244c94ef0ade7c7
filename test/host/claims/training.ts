import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Claims } from '../claims.ts';
import { inEveryTheme } from '../inEveryTheme.ts';
import { loseNext } from '../loseNext.ts';
import { NotebookPage } from '../notebookPage.ts';
import { reloadWindow } from '../reloadWindow.ts';
import type { Stage } from '../stage.ts';
import { TrainingPage } from '../trainingPage.ts';

/** Training that is watched, ended and gone on with from the window, and models that are measured in it. */
export function trainingClaims(stage: Stage): Claims {
  writeRecipe(stage, 'tiny', 100_000);
  writeRecipe(stage, 'short', 40);
  const dashboard = new TrainingPage(stage.workbench);
  return {
    ...loadingClaims(stage, dashboard),
    ...runClaims(stage, dashboard),
    ...looks(stage, dashboard),
    ...cellClaims(stage, dashboard),
  };
}

function loadingClaims({ workbench }: Stage, dashboard: TrainingPage): Claims {
  return {
    'a page whose script is lost on its way is loaded again': async () => {
      const isLost = await loseNext(workbench.page, 'trainingDashboard.js');
      await workbench.command('HoVLE: Open Training Dashboard');
      await dashboard.untilText(/There is no run yet/);
      assert.ok(await isLost(), 'Nothing was lost.');
      await workbench.closeAllEditors();
    },

    'the dashboard says what to do where there is no run': async () => {
      await workbench.command('HoVLE: Open Training Dashboard');
      await dashboard.untilText(/There is no run yet/);
      await workbench.screenshot('training-empty');
    },
  };
}

function runClaims({ workbench, workspace, userData }: Stage, dashboard: TrainingPage): Claims {
  const runOf = (name: string) => path.join(workspace, 'runs', name);
  let reached = 0;
  return {
    'a recipe of the workspace is started, and its curve moves': async () => {
      await dashboard.press('Start training…');
      await workbench.pickRow('recipes/tiny.yaml');
      await dashboard.untilState('tiny', 'running');
      await dashboard.untilStep('tiny', 5);
      const before = await dashboard.lossLine();
      await workbench.until('the curve to move', async () => (await dashboard.lossLine()) !== before || undefined);
      await dashboard.untilText(/^What is it\?$/);
      await dashboard.untilText(/^instruct, step \d+$/);
      await workbench.screenshot('training-running');
    },

    'closing the dashboard ends no training, and opening it again shows all of it': async () => {
      await workbench.closeAllEditors();
      await workbench.page.waitForTimeout(1500);
      await workbench.command('HoVLE: Open Training Dashboard');
      await dashboard.untilState('tiny', 'running');
      await dashboard.untilStep('tiny', 12);
      await dashboard.lossLine();
    },

    'there is one dashboard, which comes to the front when it is asked for again': async () => {
      const tabs = workbench.page.locator('.tab', { hasText: 'Training Dashboard' });
      await workbench.command('HoVLE: Open Training Dashboard');
      await dashboard.frame();
      await workbench.openByName('chart.png');
      await workbench.page.locator('.tab.active', { hasText: 'chart.png' }).waitFor();
      await workbench.command('HoVLE: Open Training Dashboard');
      await workbench.page.locator('.tab.active', { hasText: 'Training Dashboard' }).waitFor();
      await dashboard.frame();
      assert.equal(await tabs.count(), 1);
    },

    ...pinClaims({ workbench, workspace }, dashboard),

    'it is paused with a checkpoint': async () => {
      await dashboard.press('Pause tiny');
      await dashboard.untilState('tiny', 'paused');
      // The last step may come to the page after the state.
      await workbench.until('the checkpoint of the step that is shown', async () => {
        reached = await dashboard.step('tiny');
        const name = `step-${String(reached).padStart(8, '0')}`;
        return existsSync(path.join(runOf('tiny'), '1-instruct', name, 'model.safetensors')) || undefined;
      });
    },

    'it is gone on with, and stopped': async () => {
      await dashboard.press('Resume tiny');
      await dashboard.untilStep('tiny', reached + 3);
      await dashboard.press('Stop tiny');
      await dashboard.untilState('tiny', 'stopped');
      const lines = readFileSync(path.join(runOf('tiny'), '1-instruct', 'metrics.jsonl'), 'utf8')
        .trim()
        .split('\n');
      const steps = lines
        .map((line) => JSON.parse(line) as { kind: string; step: number })
        .filter(({ kind }) => kind === 'step');
      assert.deepEqual(
        steps.map(({ step }) => step),
        steps.map((_, i) => i + 1),
      );
    },

    'when the window is loaded again the dashboard is there with its curves': async () => {
      await reloadWindow({ workbench, userData }, { tab: 'Training Dashboard' });
      await dashboard.untilState('tiny', 'stopped');
      await workbench.until('the curve', async () => (await dashboard.lossLine()) || undefined, 60_000);
    },

    'a checkpoint is opened in the embedding explorer': async () => {
      await (await dashboard.frame()).locator('.checkpoints > li').first().getByRole('button').first().click();
      await workbench.chooseFile(path.join(workspace, 'triangle.png'));
      await workbench.inAnyFrame('main.explorer:not(.empty)', 120_000);
      await workbench.screenshot('training-explorer');
      await workbench.page.locator('.tab', { hasText: 'Training Dashboard' }).click();
    },

    'a checkpoint is chosen as the model that answers': async () => {
      await (await dashboard.frame()).locator('.checkpoints > li').first().getByRole('button').nth(1).click();
      await workbench.page.locator('.statusbar-item', { hasText: /step-\d{8}/ }).waitFor();
      await dashboard.untilText(/^From now on step-\d{8} answers\.$/);
    },
  };
}

function pinClaims({ workbench, workspace }: Pick<Stage, 'workbench' | 'workspace'>, dashboard: TrainingPage): Claims {
  return {
    'a picture is pinned while the run goes on, the next checkpoint is asked about it, and it is taken away again':
      async () => {
        await dashboard.press('Pin a picture…');
        const { page } = workbench;
        const input = page.locator('.quick-input-widget input').first();
        await workbench.chooseFile(path.join(workspace, 'triangle.png'));
        const answers: readonly [prompt: string, text: string][] = [
          ['What every checkpoint is asked about it', 'How many corners?'],
          ['What should be answered, if you know', 'three'],
        ];
        for (const [prompt, text] of answers) {
          await page.locator('.quick-input-widget').getByText(prompt).first().waitFor();
          await input.fill(text);
          await page.keyboard.press('Enter');
        }
        const card = (await dashboard.frame()).locator('.prediction', { hasText: 'How many corners?' });
        await card.getByText('Expected: three').waitFor({ timeout: 60_000 });
        await card.locator('.answers .step').first().waitFor({ timeout: 180_000 });
        await workbench.screenshot('training-pinned');
        const remove = card.getByRole('button', { name: 'Remove the question about triangle.png' });
        await remove.click();
        await remove.waitFor({ state: 'detached', timeout: 60_000 });
      },
  };
}

function looks({ workbench }: Stage, dashboard: TrainingPage): Claims {
  const claims = inEveryTheme(workbench, 'the dashboard', async (name) => {
    await dashboard.untilState('tiny', 'stopped');
    await workbench.screenshot(`training-${name}`);
  });
  claims['the dashboard can be shown 300 pixels wide'] = async () => {
    await workbench.command('View: Toggle Primary Side Bar Visibility');
    await workbench.page.setViewportSize({ width: 348, height: 1100 });
    await dashboard.untilState('tiny', 'stopped');
    await workbench.screenshot('training-narrow');
    await workbench.page.setViewportSize({ width: 1400, height: 1300 });
    await workbench.command('View: Toggle Primary Side Bar Visibility');
    await workbench.command('Preferences: Color Theme');
    await workbench.pickRow('Dark Modern');
    await workbench.closeAllEditors();
  };
  return claims;
}

function cellClaims({ workbench, workspace }: Stage, dashboard: TrainingPage): Claims {
  const notebook = new NotebookPage(workbench);
  writeFileSync(
    path.join(workspace, 'training.hovle'),
    notebookText(
      '%train recipes/short.yaml',
      '%train recipes/tiny.yaml',
      '%evaluate nano-world hovle-untrained\n%questions 8',
    ),
  );
  return {
    '%train shows a run with its curves until it is done': async () => {
      await workbench.openByName('training.hovle');
      await notebook.untilShown();
      await notebook.pressRunButton(1);
      await workbench.inAnyFrame('.hovle-output .chart .curve', 120_000);
      await workbench.screenshot('train-cell');
      await notebook.untilState(1, 'succeeded');
      await notebook.untilOutput(/short is done\.[^]*instruct, step 40 of 40/);
    },

    'a cell that trains lets others run, and leaves its training alone when it is interrupted': async () => {
      await notebook.pressRunButton(2);
      await notebook.untilOutput(/tiny is under way/);
      await notebook.pressRunButton(3);
      await notebook.untilState(3, 'succeeded');
      await notebook.pressRunButton(2);
      const message = workbench.page.locator('.notification-list-item', { hasText: 'goes on training' });
      await message.waitFor();
      await message.getByRole('button', { name: 'Open Training Dashboard' }).click();
      await dashboard.untilState('tiny', 'running');
      await dashboard.press('Stop tiny');
      await dashboard.untilState('tiny', 'stopped');
    },

    '%evaluate gives a score with its interval and the level of chance': async () => {
      await workbench.openByName('training.hovle');
      await notebook.untilOutput(/All questions[^]*all[^]*8[^]*% \(\d+ to \d+\), blind \d+ %/);
      await workbench.screenshot('evaluate-cell');
      await workbench.page.keyboard.press('Control+S');
      const file = path.join(workspace, 'training.hovle');
      const isSaved = async () => /vnd\.hovle\.benchmark/.test(readFileSync(file, 'utf8')) || undefined;
      await workbench.until('the file to be saved', isSaved);
      assert.doesNotMatch(readFileSync(file, 'utf8'), new RegExp(workspace));
      assert.deepEqual(formsOf(file, 'training'), [
        'application/vnd.hovle.training+json',
        'image/svg+xml',
        'text/markdown',
      ]);
      assert.deepEqual(formsOf(file, 'benchmark'), ['application/vnd.hovle.benchmark+json', 'text/markdown']);
      await workbench.closeAllEditors();
    },

    '*Evaluate Model…* asks models and a benchmark, and keeps the result': async () => {
      await workbench.command('HoVLE: Evaluate Model');
      const list = workbench.page.locator('.quick-input-list');
      await list
        .locator('.monaco-list-row', { hasText: 'hovle-untrained' })
        .locator('input[type=checkbox], .monaco-checkbox')
        .first()
        .click();
      await workbench.screenshot('evaluate-models');
      await workbench.page.locator('.quick-input-widget .monaco-button', { hasText: 'OK' }).click();
      await workbench.rows('nano-world');
      await workbench.screenshot('evaluate-benchmarks');
      await workbench.pickRow('Questions from a folder');
      await workbench.chooseFile(path.join(workspace, 'recipes', 'data'));
      const file = path.join(workspace, 'benchmarks', 'hovle-untrained-data.json');
      await workbench.until('the result', async () => existsSync(file) || undefined, 120_000);
      const { results } = JSON.parse(readFileSync(file, 'utf8')) as { results: { total: { answers: number } }[] };
      assert.equal(results[0]?.total.answers, 8);
      await workbench.inAnyFrame('.hovle-output .score', 60_000);
      await workbench.screenshot('evaluate-model');
      await workbench.closeAllEditors();
    },
  };
}

/** In how many ways a notebook's file has the first output of a kind: viewers without the extension show what they know. */
function formsOf(file: string, kind: string): string[] {
  const { cells } = JSON.parse(readFileSync(file, 'utf8')) as { cells: { outputs?: { data?: object }[] }[] };
  const forms = cells.flatMap(({ outputs = [] }) => outputs.map(({ data = {} }) => Object.keys(data).sort()));
  return forms.find((mimes) => mimes.includes(`application/vnd.hovle.${kind}+json`)) ?? [];
}

/** A recipe in the workspace: a few captions of one picture for the smallest model. */
function writeRecipe({ workspace }: Stage, name: string, steps: number): void {
  const data = path.join(workspace, 'recipes', 'data');
  mkdirSync(data, { recursive: true });
  for (let i = 0; i < 8; i++) {
    copyFileSync('examples/triangle.png', path.join(data, `${i}.png`));
    writeFileSync(path.join(data, `${i}.txt`), `a triangle number ${i}`);
  }
  const model = path.resolve('media/models/hovle-untrained').replaceAll('\\', '/');
  writeFileSync(
    path.join(workspace, 'recipes', `${name}.yaml`),
    `name: ${name}
model: ${model}
threads: 1
readers: 0
pinned:
  - { picture: data/0.png, question: What is it?, expected: a triangle number 0 }
stages:
  - stage: instruct
    steps: ${steps}
    samplesPerStep: 2
    rowTokens: 480
    runTokens: 960
    rate: 1e-3
    warmupSteps: 5
    data: [{ dataset: data, heldOutShare: 0.3 }]
    evaluation: { every: 10, samples: 4 }
    checkpoints: { every: 10, keep: 2 }
`,
  );
}

function notebookText(...cells: string[]): string {
  const note = { cell_type: 'markdown', id: 'note', metadata: {}, source: '# Training' };
  const questions = cells.map((source, index) => ({
    ...{ cell_type: 'code', execution_count: null, id: `cell-${index}` },
    ...{ metadata: { vscode: { languageId: 'hovle' } }, outputs: [], source },
  }));
  return JSON.stringify({ cells: [note, ...questions], metadata: {}, nbformat: 4, nbformat_minor: 5 });
}
