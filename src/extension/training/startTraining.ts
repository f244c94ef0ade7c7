import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { EngineApi } from '../../engine/api/engineApi.ts';
import type { EngineError } from '../../engine/api/errors.ts';
import type { RunSummary, StartRunRequest } from '../../engine/api/trainingApi.ts';
import { errorCode } from '../errorText.ts';
import { refuseUntrusted, runFolderOf } from './runFolders.ts';

/** Lets the user choose a recipe, and starts it or goes on with its run. Undefined where nothing was chosen. */
export async function startTraining(engine: EngineApi): Promise<RunSummary | undefined> {
  refuseUntrusted();
  const recipe = await chooseRecipe();
  return recipe && startRecipe(engine, { recipe: recipe.fsPath, out: runFolderOf(recipe) });
}

/** Starts a recipe; where its run was made by an earlier form of it, the user is asked. */
export async function startRecipe(engine: EngineApi, request: StartRunRequest): Promise<RunSummary | undefined> {
  refuseUntrusted();
  try {
    return await engine.startRun(request);
  } catch (error) {
    if (errorCode(error) !== 'train/other-recipe' || request.allowChanges === true) throw error;
    const goOn = vscode.l10n.t('Go On with the New Recipe');
    // Its code says so.
    const question = questionAbout(error as EngineError<'train/other-recipe'>, request);
    const detail = vscode.l10n.t('Going on keeps what was learned. To begin anew, copy the recipe under another name.');
    const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, goOn);
    return chosen === goOn ? engine.startRun({ ...request, allowChanges: true }) : undefined;
  }
}

/** Two recipes whose files have one name share a run's folder: that is told apart from a recipe that was edited. */
function questionAbout({ details }: EngineError<'train/other-recipe'>, { recipe }: StartRunRequest): string {
  return details.recipe === recipe
    ? vscode.l10n.t('The recipe has changed since this run began.')
    : vscode.l10n.t('The run in this folder was begun by another recipe, {0}.', details.recipe);
}

interface Choice extends vscode.QuickPickItem {
  uri?: vscode.Uri;
}

async function chooseRecipe(): Promise<vscode.Uri | undefined> {
  const found = await findRecipes();
  if (found.length === 0) return browse();
  const choices: Choice[] = found.map((uri) => ({ label: `$(beaker) ${vscode.workspace.asRelativePath(uri)}`, uri }));
  const other: Choice = { label: `$(folder-opened) ${vscode.l10n.t('Browse…')}` };
  const title = vscode.l10n.t('Start Training');
  const placeHolder = vscode.l10n.t('The recipe that says what is learned');
  const chosen = await vscode.window.showQuickPick([...choices, other], { title, placeHolder });
  return chosen === other ? browse() : chosen?.uri;
}

async function browse(): Promise<vscode.Uri | undefined> {
  const filters = { [vscode.l10n.t('Recipes')]: ['yaml', 'yml'] };
  const [file] = (await vscode.window.showOpenDialog({ title: vscode.l10n.t('Start Training'), filters })) ?? [];
  return file;
}

/** YAML files of the workspace that have stages; copies in runs are none. */
async function findRecipes(): Promise<vscode.Uri[]> {
  const files = await vscode.workspace.findFiles('**/*.{yaml,yml}', '**/{node_modules,runs,.*}/**', mostFiles);
  const recipes = await Promise.all(files.map(async (uri) => ((await isRecipe(uri)) ? [uri] : [])));
  return recipes.flat().sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function isRecipe({ scheme, fsPath }: vscode.Uri): Promise<boolean> {
  if (scheme !== 'file') return false;
  // A file that went away meanwhile is none.
  const text = await readFile(fsPath, 'utf8').catch(() => '');
  return /^stages:/m.test(text) && /^name:/m.test(text);
}

const mostFiles = 500;
