import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Claims } from '../claims.ts';

/** What other extensions and the editor itself find, asked through the editor's API. */
export const apiClaims: Claims = {
  'activating starts no engine': async () => {
    await extension().activate();
    assert.deepEqual(engineRecords(), []);
  },

  'every command that the manifest declares is registered': async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    const manifest = extension().packageJSON as { contributes: { commands: { command: string }[] } };
    const missing = manifest.contributes.commands.map(({ command }) => command).filter((id) => !registered.has(id));
    assert.deepEqual(missing, []);
  },

  'the tour is read into cells, with the ids of the file': async () => {
    const notebook = await openTour();
    const cells = notebook.getCells();
    assert.deepEqual([notebook.notebookType, cells[0]?.metadata['id']], ['hovle', 'introduction']);
    assert.ok(cells.some((cell) => cell.document.languageId === 'hovle'));
  },

  'a run gives an answer as Markdown and as data, from the model that comes with the extension': async () => {
    const notebook = await openTour();
    const cell = await runFirstQuestion(notebook);
    assert.equal(cell.executionSummary?.success, true);
    const [output] = cell.outputs;
    assert.deepEqual(
      output?.items.map(({ mime }) => mime),
      ['text/markdown', 'application/vnd.hovle.answer+json'],
    );
    const facts = JSON.parse(new TextDecoder().decode(output.items[1]?.data)) as Record<string, unknown>;
    assert.deepEqual([facts['model'], facts['trained'], facts['precision']], ['hovle-nano', true, 'fp32']);
    assert.equal(facts['text'], 'green');
  },

  'a cell that is added gets an id of its own, and a copied one another': async () => {
    const notebook = await openTour();
    const added = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, 'Why?', 'hovle');
    const copied = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, 'Why?', 'hovle');
    copied.metadata = { id: 'introduction' };
    const edit = new vscode.WorkspaceEdit();
    edit.set(notebook.uri, [vscode.NotebookEdit.insertCells(notebook.cellCount, [added, copied])]);
    await vscode.workspace.applyEdit(edit);
    await until('ids of their own', () => {
      const ids = notebook.getCells().map((cell) => String(cell.metadata['id'] ?? ''));
      return !ids.includes('') && new Set(ids).size === ids.length;
    });
  },

  'an unknown picture is a sentence in the output, and the run has failed': async () => {
    const data = new vscode.NotebookData([
      new vscode.NotebookCellData(vscode.NotebookCellKind.Code, '![](nowhere.png)\nWhat?', 'hovle'),
    ]);
    const notebook = await vscode.workspace.openNotebookDocument('hovle', data);
    await vscode.window.showNotebookDocument(notebook);
    const cell = await runFirstQuestion(notebook);
    assert.equal(cell.executionSummary?.success, false);
    assert.match(new TextDecoder().decode(cell.outputs[0]?.items[0]?.data), /There is no picture at .*nowhere\.png/);
  },

  'the lines that set options are offered, with what they take': async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'hovle', content: '%t' });
    const position = new vscode.Position(0, 2);
    const provide = 'vscode.executeCompletionItemProvider';
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(provide, document.uri, position);
    const temperature = items.find(({ label }) => label === '%temperature');
    assert.equal(temperature?.detail, 'a number from 0 to 5');
  },

  'a Jupyter notebook can be asked as well': async () => {
    const data = new vscode.NotebookData([
      new vscode.NotebookCellData(vscode.NotebookCellKind.Code, '%max_tokens 3\nWhy?', 'hovle'),
    ]);
    const notebook = await vscode.workspace.openNotebookDocument('jupyter-notebook', data);
    await vscode.window.showNotebookDocument(notebook);
    const kernel = { id: 'hovle-kernel-jupyter-notebook', extension: 'hovle.hovle' };
    await vscode.commands.executeCommand('notebook.selectKernel', kernel);
    assert.equal((await runFirstQuestion(notebook)).executionSummary?.success, true);
  },

  'stopping the engine ends its process': async () => {
    assert.equal(engineRecords().length, 1);
    await vscode.commands.executeCommand('hovle.stopEngine');
    await until('the engine to end', () => engineRecords().length === 0);
  },
};

function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension('hovle.hovle');
  assert.ok(found, 'The extension is not installed.');
  return found;
}

/** The engine records itself in the folder that the editor gives the extension. */
function engineRecords(): string[] {
  const storage = process.env['HOVLE_TEST_STORAGE'];
  assert.ok(storage, 'HOVLE_TEST_STORAGE names the folder of the extension.');
  try {
    return readdirSync(storage).filter((name) => /^engine-.*\.json$/.test(name));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

async function openTour(): Promise<vscode.NotebookDocument> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  assert.ok(folder, 'A folder is open.');
  const notebook = await vscode.workspace.openNotebookDocument(vscode.Uri.joinPath(folder, 'tour.hovle'));
  await vscode.window.showNotebookDocument(notebook);
  return notebook;
}

async function runFirstQuestion(notebook: vscode.NotebookDocument): Promise<vscode.NotebookCell> {
  const cell = notebook.getCells().find(({ document }) => document.languageId === 'hovle');
  assert.ok(cell, path.basename(notebook.uri.path));
  const range = { start: cell.index, end: cell.index + 1 };
  await vscode.commands.executeCommand('notebook.cell.execute', { ranges: [range], document: notebook.uri });
  await until('the run to end', () => cell.executionSummary?.success !== undefined);
  return cell;
}

async function until(what: string, isReached: () => boolean): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!isReached()) {
    if (Date.now() > deadline) throw new Error(`Waited 60 s in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
