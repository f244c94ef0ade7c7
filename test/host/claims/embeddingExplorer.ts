import assert from 'node:assert/strict';
import type { Claims } from '../claims.ts';
import { killEngine } from '../engineProcess.ts';
import { ExplorerPage } from '../explorerPage.ts';
import { inEveryTheme } from '../inEveryTheme.ts';
import { reloadWindow } from '../reloadWindow.ts';
import type { Stage } from '../stage.ts';
import { explorerComparisonClaims } from './explorerComparison.ts';
import { explorerFileClaims } from './explorerFiles.ts';

/** What a person sees of the space that patches and words share. */
export function explorerClaims(stage: Stage): Claims {
  const { workbench } = stage;
  const explorer = new ExplorerPage(workbench);
  return {
    'the picture in the active tab is shown as points, with words beside it': async () => {
      await workbench.open('landscape.jpg');
      await workbench.page.locator('.tab.active', { hasText: 'landscape.jpg' }).waitFor();
      await workbench.command('HoVLE: Open Embedding Explorer');
      const summary = await explorer.untilShown();
      assert.match(
        summary,
        /^\d{2,} patches \(discs\) and \d{2,} pieces of text \(diamonds\) at Layer 6 · holistic 6 of 6\. .*untrained/,
      );
      await (await explorer.frame()).locator('canvas.picture').waitFor();
    },

    'a word that is searched for has neighbours, and a map over the picture': async () => {
      await explorer.search('water');
      const words = await explorer.neighbours('Nearest words');
      assert.ok(words.length >= 5 && !words.includes('“water”'));
      await (await explorer.frame()).getByText(/Cosine with “water”: from -?\d\.\d+ \(dark\)/).waitFor();
      await workbench.screenshot('explorer-similarity');
    },

    'layers are walked by the slider, and the map by components follows': async () => {
      await explorer.choose('Over the picture', 'components as RGB');
      await explorer.toLayer(9);
      assert.equal(await explorer.layer(), 'Layer 9 · language 3 of 6');
      await explorer.neighbours('Nearest patches');
      await workbench.screenshot('explorer-components');
    },

    'neighbourhoods are laid out as a map, in the plane and in space': async () => {
      const components = await explorer.plot();
      await explorer.choose('Places', 'UMAP');
      const inPlane = await explorer.plot(components);
      await workbench.screenshot('explorer-umap');
      await (await explorer.frame()).locator('vscode-checkbox', { hasText: '3D' }).click();
      // The principal components from aside stand in until the map is there.
      await explorer.untilQuiet();
      await explorer.plot(inPlane);
      await workbench.screenshot('explorer-umap-3d');
      await (await explorer.frame()).locator('vscode-checkbox', { hasText: '3D' }).click();
      await explorer.choose('Places', 'principal components');
    },

    'a map of neighbourhoods is there at once when its tab was hidden': async () => {
      await explorer.choose('Places', 'UMAP');
      await explorer.untilQuiet();
      await workbench.open('landscape.jpg');
      await workbench.page.locator('.tab.active', { hasText: 'landscape.jpg' }).waitFor();
      await workbench.page.locator('.tab', { hasText: 'Embedding Explorer' }).click();
      await explorer.untilShown();
      await (await explorer.frame()).evaluate(noteProgress);
      await explorer.untilQuiet();
      await explorer.plot();
      assert.deepEqual(await (await explorer.frame()).evaluate('window.progressNoted'), []);
      await explorer.choose('Places', 'principal components');
    },

    'other words are laid beside the same picture': async () => {
      await explorer.setWords('a green hill');
      await workbench.until(
        'the new words',
        async () => {
          const summary = await explorer.untilShown();
          return /and ([5-9]|1\d) pieces/.test(summary) || undefined;
        },
        60_000,
      );
      await explorer.search('hill');
      await explorer.neighbours('Nearest words');
    },

    ...explorerFileClaims(stage, explorer),
    ...keeping(stage, explorer),
    ...explorerComparisonClaims(stage, explorer),
    ...looks(stage, explorer),
  };
}

/** Runs in the page: what is said to be under way from now on. */
const noteProgress = `
  window.progressNoted = [];
  new MutationObserver(() => {
    const { textContent } = document.querySelector('.status .text');
    if (/%/.test(textContent)) progressNoted.push(textContent);
  }).observe(document.querySelector('.status'), { childList: true, characterData: true, subtree: true });
  undefined;`;

/** What outlasts the moment: reloads, and the death of the engine. */
function keeping({ workbench, userData }: Stage, explorer: ExplorerPage): Claims {
  return {
    'when the window is loaded again the explorer is there, at its layer': async () => {
      await reloadWindow({ workbench, userData }, { tab: 'Embedding Explorer', kept: '"layer":9' });
      await explorer.untilShown();
      assert.equal(await explorer.layer(), 'Layer 9 · language 3 of 6');
    },

    'when the engine is killed meanwhile, a sentence says so, and trying again helps': async () => {
      await explorer.setWords('word '.repeat(3000));
      await explorer.untilStatus(/%/);
      killEngine(userData);
      await explorer.untilStatus(/The engine was killed from outside/);
      await workbench.screenshot('explorer-lost-engine');
      await explorer.setWords('red blue');
      await explorer.untilQuiet();
    },
  };
}

function looks({ workbench }: Stage, explorer: ExplorerPage): Claims {
  const claims = inEveryTheme(workbench, 'the explorer', async (name) => {
    await explorer.search('blue');
    await explorer.choose('Over the picture', 'similarity');
    await explorer.neighbours('Nearest patches');
    await workbench.screenshot(`explorer-${name}`);
  });
  claims['the explorer can be shown 300 pixels wide'] = async () => {
    await workbench.command('View: Toggle Primary Side Bar Visibility');
    await workbench.page.setViewportSize({ width: 348, height: 1100 });
    await explorer.neighbours('Nearest patches');
    await workbench.screenshot('explorer-narrow');
    await workbench.page.setViewportSize({ width: 1400, height: 1300 });
    await workbench.command('View: Toggle Primary Side Bar Visibility');
    await workbench.closeAllEditors();
  };
  return claims;
}
