import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Claims } from '../claims.ts';

/** Much at once, and the engine's death in the middle of it. */
export const loadClaims: Claims = {
  'ten notebooks run and twenty hovers ask while the engine is killed: each ends in a result or a sentence': () =>
    whileHoversExplain(async () => {
      const started: vscode.NotebookCell[] = [];
      // One after another: an editor that is still being opened gives way to the next.
      for (const index of numbers(10)) started.push(await openCell(index));
      const runs = Promise.all(started.map(runCell));
      const hovers = numbers(20).map(hoverOver);
      // The others are being answered, or wait for that.
      await Promise.race(hovers);
      process.kill(enginePid()!, 'SIGKILL');
      await until('every cell to end', () =>
        started.every(({ executionSummary }) => executionSummary?.success !== undefined),
      );
      await runs;
      for (const cell of started) assert.match(outputOf(cell), /\S{3}/);
      const texts = (await Promise.all(hovers)).map(textOf);
      // What made the answer, or what happened to the engine.
      for (const text of texts) assert.match(text, /hovle-nano · \w+ · \w+ · \d+ tokens|The engine \w+/);
      assert.ok(new Set(texts).size >= 20, 'Several hovers were about one picture.');
    }),
};

/** Hovers explain by themselves meanwhile. */
async function whileHoversExplain(work: () => Promise<void>): Promise<void> {
  await setExplain('always');
  try {
    await work();
  } finally {
    await setExplain(undefined);
  }
}

const setExplain = (explain: string | undefined) =>
  vscode.workspace.getConfiguration('hovle').update('hover.explain', explain, vscode.ConfigurationTarget.Global);

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

async function openCell(index: number): Promise<vscode.NotebookCell> {
  const question = `![](${vscode.workspace.workspaceFolders![0]!.uri.fsPath}/chart.png)\n%max_tokens 20\nWhat is ${index}?`;
  const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, question, 'hovle');
  const notebook = await vscode.workspace.openNotebookDocument('hovle', new vscode.NotebookData([cell]));
  await vscode.window.showNotebookDocument(notebook, { preview: false });
  return notebook.cellAt(0);
}

async function runCell({ notebook }: vscode.NotebookCell): Promise<void> {
  const ranges = [{ start: 0, end: 1 }];
  await vscode.commands.executeCommand('notebook.cell.execute', { ranges, document: notebook.uri });
}

/** Over a picture of its own: two that ask the same would get one answer. What follows a picture's end in its file is not read. */
async function hoverOver(index: number): Promise<vscode.Hover[]> {
  const folder = vscode.workspace.workspaceFolders![0]!.uri;
  const [picture, document] = [`hover-${index}.png`, `hover-${index}.py`].map((name) =>
    vscode.Uri.joinPath(folder, name),
  );
  const chart = readFileSync(vscode.Uri.joinPath(folder, 'chart.png').fsPath);
  await vscode.workspace.fs.writeFile(picture!, Buffer.concat([chart, Buffer.from([index])]));
  await vscode.workspace.fs.writeFile(document!, Buffer.from(`icon = "hover-${index}.png"\n`));
  await vscode.workspace.openTextDocument(document!);
  return vscode.commands.executeCommand('vscode.executeHoverProvider', document, new vscode.Position(0, 10));
}

function textOf(hovers: vscode.Hover[]): string {
  const contents = hovers.flatMap((hover) => hover.contents);
  return contents.map((content) => (content instanceof vscode.MarkdownString ? content.value : '')).join('\n');
}

function outputOf(cell: vscode.NotebookCell): string {
  const items = cell.outputs.flatMap((output) => output.items);
  return items.map(({ data }) => new TextDecoder().decode(data)).join('\n');
}

/** As the engine has recorded itself. */
function enginePid(): number | undefined {
  const storage = process.env['HOVLE_TEST_STORAGE'];
  assert.ok(storage, 'HOVLE_TEST_STORAGE names the folder of the extension.');
  const record = readdirSync(storage).find((name) => /^engine-.*\.json$/.test(name));
  if (record === undefined) return undefined;
  return (JSON.parse(readFileSync(path.join(storage, record), 'utf8')) as { processId: number }).processId;
}

async function until(what: string, isReached: () => boolean): Promise<void> {
  const deadline = Date.now() + 120_000;
  while (!isReached()) {
    if (Date.now() > deadline) throw new Error(`Waited 120 s in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
