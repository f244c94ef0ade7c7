import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { leftHalf, pdfDocument } from '../../engine/image/pdf/pdfDocument.ts';
import type { Claims } from '../claims.ts';
import { storageOf } from '../engineProcess.ts';
import { HoverPage } from '../hoverPage.ts';
import type { Stage } from '../stage.ts';
import { changeSettings } from '../userSettings.ts';

/** What a person sees of hovers over the names of pictures. */
export function hoverClaims(stage: Stage): Claims {
  const { workbench, workspace } = stage;
  const hover = new HoverPage(workbench);
  const claims: Record<string, () => Promise<void>> = {};
  mkdirSync(path.join(workspace, 'hovers'), { recursive: true });
  writeFileSync(path.join(workspace, 'explained.md'), explained);
  writeFileSync(path.join(workspace, 'remote.html'), remote);
  for (const [file, [text, at]] of Object.entries(documents(workspace))) {
    writeFileSync(path.join(workspace, file), text);
    claims[`a picture named in ${path.basename(file)} is shown with its pixels, format and size`] = async () => {
      await workbench.openByName(path.basename(file));
      await hover.shows(text, at, /640 × 440 · PNG · \d+ KB/);
      assert.ok((await hover.pictureWidth()) > 0, 'The picture is not drawn.');
      await hover.close();
      await workbench.closeAllEditors();
    };
  }
  return {
    ...claims,
    ...pageClaims(stage, hover),
    ...unreadableClaims(stage, hover),
    ...copyClaims(stage, hover),
    ...explanationClaims(stage, hover),
    ...compiledClaims(stage),
    ...alwaysClaims(stage, hover),
  };
}

const unreadable = '# A\n\n![](nope.png)\n\n![](fake.png)\n\n<img src="chart.png">\n';

function unreadableClaims({ workbench, workspace }: Stage, hover: HoverPage): Claims {
  writeFileSync(path.join(workspace, 'unreadable.md'), unreadable);
  writeFileSync(path.join(workspace, 'fake.png'), 'This is no picture.');
  return {
    'a picture that is missing and a file that is none are said to be': async () => {
      await workbench.openByName('unreadable.md');
      await hover.shows(unreadable, 'nope.png', /There is no picture at nope\.png/);
      await hover.close();
      await hover.shows(unreadable, 'fake.png', /fake\.png is not a picture that can be read\.[^]*19 B/);
      await workbench.screenshot('hover-unreadable');
      await hover.close();
    },

    'a picture that the editor itself shows is not shown twice': async () => {
      await workbench.openByName('unreadable.md');
      await hover.shows(unreadable, 'chart.png', /640 × 440/);
      await hover.pictureWidth();
      assert.equal(await workbench.page.locator('.monaco-hover:visible img').count(), 1);
      await workbench.screenshot('hover-markdown-html');
      await hover.close();
      await workbench.closeAllEditors();
    },
  };
}

const explained = '# Coffee\n\n![](chart.png)\n';
const remote = '<img src="https://example.com/a.png">';

const named = '# A\n\nSee [what was measured](report.pdf#page=2) and ![](report.pdf).\n';

function pageClaims({ workbench, workspace }: Stage, hover: HoverPage): Claims {
  const pages = ['1 0 0', '0 1 0'].map((colour) => leftHalf(colour, { width: 595, height: 842 }));
  writeFileSync(path.join(workspace, 'hovers', 'report.pdf'), pdfDocument(pages));
  writeFileSync(path.join(workspace, 'hovers', 'pages.md'), named);
  return {
    'a page of a document that Markdown names is shown, and can be explained': async () => {
      await workbench.openByName('pages.md');
      await hover.shows(named, 'report.pdf#page', /Page 2 of 2 · PDF · \d+ B[^]*Explain Image/);
      assert.ok((await hover.pictureWidth()) > 0, 'The page is not drawn.');
      await workbench.screenshot('hover-page');
      await hover.close();
      await hover.shows(named, '![](report.pdf', /Page 1 of 2 · PDF/);
      await hover.close();
      await workbench.closeAllEditors();
    },
  };
}

/** What a hover cannot show as it is: longer than an address in it may be, and no file. What follows a picture's end is not read. */
const held = Buffer.concat([readFileSync('examples/chart.png'), Buffer.alloc(80_000)]).toString('base64');
const holding = `{ "icon": "data:image/png;base64,${held}" }`;

function copyClaims({ workbench, workspace, userData }: Stage, hover: HoverPage): Claims {
  writeFileSync(path.join(workspace, 'hovers', 'holding.json'), holding);
  return {
    'a large picture that a document holds is shown from a copy, which takes the place of one that nobody looked at for weeks':
      async () => {
        const copies = path.join(storageOf(userData), 'pictures');
        const old = path.join(copies, 'old.png');
        const weeksAgo = new Date(Date.now() - 40 * 24 * 3600_000);
        mkdirSync(copies, { recursive: true });
        writeFileSync(old, '');
        utimesSync(old, weeksAgo, weeksAgo);
        await workbench.openByName('holding.json');
        await hover.shows(holding, 'icon": "data', /640 × 440 · PNG · 87 KB/);
        assert.ok((await hover.pictureWidth()) > 0, 'The picture is not drawn.');
        await workbench.until('the old copy to be gone', async () => !existsSync(old) || undefined);
        assert.match(readdirSync(copies).join(), /^[0-9a-f]{64}\.png$/);
        await hover.close();
        await workbench.closeAllEditors();
      },
  };
}

function explanationClaims({ workbench, models }: Stage, hover: HoverPage): Claims {
  return {
    'a link in the hover explains the picture, and the words come in place': async () => {
      await workbench.openByName('explained.md');
      await hover.shows(explained, 'chart.png', /Explain Image/);
      await hover.pictureWidth();
      await hover.follow('Explain Image');
      await hover.untilText(/slow · fp32 · cpu · \d+ tokens/, 60_000);
      await hover.untilText(/Untrained model/);
      await workbench.screenshot('hover-explained');
      await hover.close();
    },

    'the next hover has the words at once': async () => {
      await hover.openAt(explained, 'chart.png');
      await hover.untilText(/640 × 440[^]*slow · fp32 · cpu/);
      await hover.close();
    },

    'once the model was trained further, its earlier words are not shown for its own': async () => {
      const later = new Date(Date.now() + 60_000);
      utimesSync(path.join(models, 'slow', 'model.safetensors'), later, later);
      await hover.shows(explained, 'chart.png', /Explain Image/);
      await hover.follow('Explain Image');
      await hover.untilText(/slow · fp32 · cpu · \d+ tokens/, 60_000);
      await hover.close();
    },

    'a picture on the web is not fetched': async () => {
      await workbench.openByName('remote.html');
      await hover.shows(remote, 'example.com', /fetches nothing without your consent/);
      await hover.close();
      assert.deepEqual([...workbench.refused], []);
    },

    'once the caches are cleared, the hover offers to explain again': async () => {
      await workbench.command('HoVLE: Clear Caches');
      await workbench.rows('Answers that hovers and descriptions kept');
      await workbench.page.keyboard.press('Enter');
      await workbench.page
        .locator('.notification-toast', { hasText: /Caches cleared: \d+ KB/ })
        .first()
        .waitFor();
      await workbench.command('Notifications: Clear All Notifications');
      await workbench.openByName('explained.md');
      await hover.shows(explained, 'chart.png', /Explain Image/);
      await hover.close();
      await workbench.closeAllEditors();
    },
  };
}

function compiledClaims({ workbench, userData }: Stage): Claims {
  const { page } = workbench;
  const compiled = path.join(path.dirname(userData), 'cache', 'hovle', 'compiled');
  const slow = () => readdirSync(compiled).filter((name) => /^slow-\w+-fp32$/.test(name));
  const clearSlow = async (told: RegExp) => {
    await workbench.command('HoVLE: Clear Caches');
    await workbench.rows('slow');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'slow' }).first().click();
    await workbench.screenshot('clear-caches');
    await page.keyboard.press('Enter');
    await page.locator('.notification-toast', { hasText: told }).first().waitFor();
    await workbench.screenshot('cleared-caches');
    await workbench.command('Notifications: Clear All Notifications');
  };
  return {
    'a compiled model that another program uses stays, and the list says so': async () => {
      const [name] = slow();
      const mark = path.join(compiled, `${name}.use-of-this-test`);
      writeFileSync(mark, `${process.pid} 1`);
      await clearSlow(/slow \(fp32\) is in use by an evaluation or another program, and stays/);
      assert.deepEqual(slow(), [name]);
      rmSync(mark);
    },

    'a compiled model is removed from the list of what is kept, also while the engine has it loaded': async () => {
      await clearSlow(/Caches cleared: \d\d\d\.\d MB/);
      assert.deepEqual(slow(), []);
    },
  };
}

function alwaysClaims({ workbench, userData }: Stage, hover: HoverPage): Claims {
  return {
    'with the setting, the words come to the hover by themselves': async () => {
      await changeSettings({ workbench, userData }, { 'hovle.hover.explain': 'always' });
      await workbench.openByName('explained.md');
      await hover.shows(explained, 'chart.png', /640 × 440/);
      await hover.untilText(/slow · fp32 · cpu · \d+ tokens/, 60_000);
      await hover.close();
      await workbench.closeAllEditors();
      await changeSettings({ workbench, userData }, { 'hovle.hover.explain': undefined });
    },
  };
}

/** A document in each language: its name, its text, and what is pointed at. */
function documents(workspace: string): Record<string, [text: string, at: string]> {
  const data = `data:image/png;base64,${readFileSync('examples/chart.png').toString('base64')}`;
  return {
    'hovers/in-md.md': ['# A\n\n![A chart](../chart.png)\n', 'chart.png'],
    'hovers/in-html.html': ['<p>\n<img\n src="/chart.png"\n alt="">', 'chart.png'],
    'hovers/in-css.css': ['a { background: url(../chart.png); }', 'chart.png'],
    'hovers/in-scss.scss': ['$a: "../chart.png"; // no\n', 'chart.png'],
    'hovers/in-tsx.tsx': ['import chart from "@/chart.png";\nexport const a = <img src={chart} />;', '{chart}'],
    'hovers/in-vue.vue': ['<template>\n<img :src="\'../chart.png\'" />\n</template>', 'chart.png'],
    'hovers/in-svelte.svelte': ['<img alt={a > b} src="../chart.png">', 'chart.png'],
    'hovers/in-rst.rst': ['.. image:: ../chart.png\n   :alt: A\n', 'chart.png'],
    'hovers/in-adoc.adoc': [':imagesdir: ..\n\nimage::chart.png[]\n', 'chart.png'],
    'hovers/in-tex.tex': ['\\graphicspath{{../}}\n\\includegraphics[width=3cm]{chart}\n', '{chart}'],
    'hovers/in-json.json': ['{ "icon": "../chart.png" }', 'chart.png'],
    'hovers/in-yaml.yaml': ['icon: ../chart.png\n', 'chart.png'],
    'hovers/in-py.py': ['icon = "../chart.png"\n', 'chart.png'],
    'hovers/in-js.js': ['export const icon = new URL("../chart.png", import.meta.url);', 'chart.png'],
    'hovers/in-ts.ts': ['export const icon = "../chart.png" as const;', 'chart.png'],
    'hovers/in-jsx.jsx': ['export const a = <img src="../chart.png" />;', 'chart.png'],
    'hovers/in-file.htm': [`<img src="${pathToFileURL(path.join(workspace, 'chart.png')).href}">`, 'chart.png'],
    'hovers/in-data.json': [`{ "icon": "${data}" }`, 'icon": "data'],
  };
}
