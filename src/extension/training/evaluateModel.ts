import * as vscode from 'vscode';
import type { ModelSummary } from '../../engine/api/modelApi.ts';
import { askInNotebook } from '../commands/questionNotebook.ts';
import { modelItem } from '../models/modelItem.ts';
import { shippedBenchmarks } from './benchmarks.ts';
import type { TrainingParts } from './trainingParts.ts';

/**
 * *Evaluate Model…*: asks which models and what they are asked, and runs a cell that does it: there the result can be
 * seen, kept and compared, and the work be stopped.
 */
export async function evaluateModel({ models, extensionUri }: TrainingParts): Promise<void> {
  const chosen = await chooseModels(await models.list());
  const benchmark = chosen.length > 0 ? await chooseBenchmark(extensionUri) : undefined;
  if (benchmark === undefined) return;
  const folder = vscode.workspace.workspaceFolders?.[0];
  const names = chosen.map(({ name }) => name);
  const file = `benchmarks/${[...names, fileName(benchmark)]
    .join('-')
    .replace(/[^\w.-]+/g, '_')
    .slice(0, 100)}.json`;
  const words = [benchmark, ...names].map(quoted).join(' ');
  await askInNotebook([], `%evaluate ${words}${folder ? ` > ${file}` : ''}`);
}

interface ModelChoice extends vscode.QuickPickItem {
  name: string;
}

async function chooseModels(models: readonly ModelSummary[]): Promise<ModelChoice[]> {
  const usable = models.filter(({ problem }) => problem === undefined);
  const choices = usable.map((model): ModelChoice => {
    const isOnly = usable.filter(({ name }) => name === model.name).length === 1;
    const { name, icon, description, detail } = modelItem(model);
    return { label: `$(${icon}) ${name}`, description, detail, name: isOnly ? name : model.folder };
  });
  const title = vscode.l10n.t('Evaluate Model');
  const placeHolder = vscode.l10n.t('One model, or several to compare');
  return (await vscode.window.showQuickPick(choices, { title, placeHolder, canPickMany: true })) ?? [];
}

interface BenchmarkChoice extends vscode.QuickPickItem {
  name?: string;
  browses?: 'files' | 'folders';
}

/** Its name, or the path of the data. */
async function chooseBenchmark(extensionUri: vscode.Uri): Promise<string | undefined> {
  const shipped = shippedBenchmarks(extensionUri).map((name): BenchmarkChoice => {
    return { label: `$(checklist) ${name}`, description: vscode.l10n.t('comes with HoVLE'), name };
  });
  const file: BenchmarkChoice = {
    label: `$(file) ${vscode.l10n.t('Questions from a file…')}`,
    description: '.jsonl, .json, .tar, .parquet',
    browses: 'files',
  };
  const folder: BenchmarkChoice = {
    label: `$(folder-opened) ${vscode.l10n.t('Questions from a folder…')}`,
    description: vscode.l10n.t('pictures with captions beside them, or files of questions'),
    browses: 'folders',
  };
  const title = vscode.l10n.t('What the models are asked');
  const chosen = await vscode.window.showQuickPick([...shipped, file, folder], { title });
  return chosen?.browses === undefined ? chosen?.name : browse(chosen.browses);
}

async function browse(kind: 'files' | 'folders'): Promise<string | undefined> {
  const options = { canSelectFiles: kind === 'files', canSelectFolders: kind === 'folders' };
  const [found] = (await vscode.window.showOpenDialog(options)) ?? [];
  if (!found) return undefined;
  const inside = vscode.workspace.getWorkspaceFolder(found) === vscode.workspace.workspaceFolders?.[0];
  return inside ? vscode.workspace.asRelativePath(found, false) : found.fsPath;
}

const fileName = (path: string) => path.replace(/[/\\]+$/, '').replace(/^.*[/\\]/, '');
const quoted = (word: string) => (/\s/.test(word) ? `"${word}"` : word);
