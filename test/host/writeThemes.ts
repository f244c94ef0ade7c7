import { writeFileSync } from 'node:fs';
import { checkClaims } from './claims.ts';
import { launchChromium } from './chromium.ts';
import { inEveryTheme } from './inEveryTheme.ts';
import { onStage } from './stage.ts';
import { TrainingPage } from './trainingPage.ts';
import type { EditorLooks, ThemeLooks } from './webviewPage.ts';

/**
 * Writes down what a webview is given by the editor to look as it does, in each of the themes that views are tested in. Run by
 * hand, with the extension built, where the workbench has become a newer one: `node --import tsx test/host/writeThemes.ts`
 */
async function writeThemes(): Promise<void> {
  const browser = await launchChromium();
  try {
    await onStage(browser, async ({ workbench }) => {
      const found: Record<string, ThemeLooks> = {};
      let styles = '';
      await workbench.command('HoVLE: Open Training Dashboard');
      const page = new TrainingPage(workbench);
      const claims = inEveryTheme(workbench, 'a webview', async (name) => {
        const looks = await workbench.until(`the theme ${name}`, async () => {
          const read: Looks = await (await page.frame()).evaluate(readLooks);
          return read.kind === `vscode-${name}` ? read : undefined;
        });
        ({ styles } = looks);
        found[name.replaceAll('-', ' ')] = { className: looks.className, variables: looks.variables };
      });
      const { failures } = await checkClaims(claims, console.log);
      if (failures.length > 0) throw new Error('Not every theme could be read.');
      const { dark, light, 'high contrast': contrast, 'high contrast light': contrastLight } = found;
      const themes = { light, dark, 'high contrast': contrast, 'high contrast light': contrastLight };
      // Each was found, as no claim failed.
      const all = { styles, themes } as EditorLooks;
      writeFileSync('test/host/themes.json', `${JSON.stringify(all, null, 2)}\n`);
    });
  } finally {
    await browser.close();
  }
}

interface Looks extends ThemeLooks {
  kind: string;
  styles: string;
}

/** An expression of the webview: what the editor has put into it. */
const readLooks = `(() => {
  const { style } = document.documentElement;
  const names = [...style].sort();
  return {
    kind: document.body.dataset.vscodeThemeKind,
    className: document.body.className,
    variables: Object.fromEntries(names.map((name) => [name, style.getPropertyValue(name)])),
    styles: document.getElementById('_defaultStyles').textContent.replace(/\\s+/g, ' ').trim(),
  };
})()`;

await writeThemes();
