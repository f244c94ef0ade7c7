import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Claims } from '../claims.ts';

/** Much at once, and the engine's death in the middle of it. */
export const loadClaims: Claims = {
  'ten notebooks run and twenty hovers open while the engine is killed: each ends in a result or a sentence':
    async () => {
      const folder = vscode.workspace.workspaceFolders![0]!.uri;
      const started: vscode.NotebookCell[] = [];
      // One after another: an editor that is still being opened gives way to the next.
      for (const index of numbers(10)) started.push(await openCell(index));
      const runs = Promise.all(started.map(runCell));
      const hovers = Promise.all(numbers(20).map(() => hoverIn(folder)));
      await until('the engine to start', () => enginePid() !== undefined);
      process.kill(enginePid()!, 'SIGKILL');
      await until('every cell to end', () =>
        started.every(({ executionSummary }) => executionSummary?.success !== undefined),
      );
      await runs;
      for (const cell of started) assert.match(outputOf(cell), /\S{3}/);
      for (const found of await hovers) assert.ok(found.length > 0);
    },
};

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

async function hoverIn(folder: vscode.Uri): Promise<vscode.Hover[]> {
  const uri = vscode.Uri.joinPath(folder, 'hover.py');
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode('icon = "chart.png"\n'));
  await vscode.workspace.openTextDocument(uri);
  return vscode.commands.executeCommand('vscode.executeHoverProvider', uri, new vscode.Position(0, 10));
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
