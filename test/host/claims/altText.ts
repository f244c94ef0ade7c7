import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Claims } from '../claims.ts';
import { goTo } from '../goTo.ts';
import type { Stage } from '../stage.ts';
import { changeSettings } from '../userSettings.ts';

/** What a person sees of descriptions of pictures in documents. */
export function altTextClaims({ workbench, workspace, userData }: Stage): Claims {
  const { page } = workbench;
  for (const [file, text] of Object.entries(documents)) writeFileSync(path.join(workspace, file), text);
  const claims: Record<string, () => Promise<void>> = {};
  for (const [file, text] of Object.entries(documents))
    claims[`in ${file} a quick fix describes the picture, and one step undoes it`] = async () => {
      await workbench.openByName(file);
      await goTo(workbench, text, text.indexOf('chart.png') + 3);
      await workbench.until('the quick fix', () => chooseFix(text), 120_000);
      await workbench.until('a description', async () => ((await shown()) === oneLine(text) ? undefined : true));
      const changed = await shown();
      assert.equal(changed.split('chart.png').length, text.split('chart.png').length, 'The address was touched.');
      await workbench.command('Undo');
      await untilShown(text);
      await workbench.closeAllEditors();
    };
  claims['missing descriptions of a file are shown before they are written'] = async () => {
    await workbench.openByName('alt-html.html');
    await workbench.command('HoVLE: Generate Missing Alt Texts in File');
    const preview = page.locator('.panel .monaco-list-row', { hasText: 'alt="' });
    await preview.waitFor();
    await workbench.screenshot('alt-text-preview');
    await page.locator('.panel .monaco-button', { hasText: 'Discard' }).click();
    await untilShown(documents['alt-html.html'] ?? '');
    await workbench.closeAllEditors();
  };
  claims['with the setting, pictures without a description are marked'] = async () => {
    await changeSettings({ workbench, userData }, { 'hovle.altText.markMissing': true });
    await workbench.openByName('alt-html.html');
    await page.locator('.monaco-editor .squiggly-warning').first().waitFor();
    await workbench.screenshot('alt-text-marks');
    await workbench.closeAllEditors();
    await changeSettings({ workbench, userData }, { 'hovle.altText.markMissing': undefined });
  };
  return claims;

  async function chooseFix(text: string): Promise<true | undefined> {
    if ((await shown()) !== oneLine(text)) return true;
    await workbench.command('Quick Fix...');
    const fix = page.locator('.action-widget .action', { hasText: 'Generate alt text' }).first();
    return fix.click({ timeout: 2000 }).then(
      () => true as const,
      () => undefined,
    );
  }

  /** What the editor shows is drawn anew a little after it has changed. */
  async function untilShown(text: string): Promise<void> {
    const isShown = async () => (await shown()) === oneLine(text) || undefined;
    await workbench.until('the text as it was', isShown).catch(async (error: unknown) => {
      throw new Error(`The editor shows: ${await shown()}`, { cause: error });
    });
  }

  /** The text of the editor, without its line breaks. */
  async function shown(): Promise<string> {
    return oneLine(await page.locator('.monaco-editor .view-lines').first().innerText());
  }
}

const oneLine = (text: string) => text.replace(/\s+/g, '');

const documents: Readonly<Record<string, string>> = {
  'alt-md.md': '# Coffee\n\nSee ![](chart.png) here.\n',
  'alt-html.html': '<p>\n  <a href="/x"><img\n    src="chart.png"></a>\n</p>\n',
  'alt-tsx.tsx': 'export const a = (\n  <img\n    src="chart.png"\n    onClick={() => 1 > 0}\n  />\n);\n',
  'alt-vue.vue': '<template>\n  <img :class="a > b" src="./chart.png">\n</template>\n',
  'alt-svelte.svelte': '<img class={a > b ? "c" : "d"} src="./chart.png" />\n',
  'alt-adoc.adoc': 'image::chart.png[width=300]\n',
  'alt-rst.rst': '.. image:: chart.png\n   :width: 300\n',
};
