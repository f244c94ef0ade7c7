import path from 'node:path';
import * as vscode from 'vscode';
import { ExtensionError } from '../extensionError.ts';

/** Where runs are looked for, and where new ones go. */
export class RunFolders {
  readonly #memory: vscode.Memento;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
  }

  /** Folders that hold runs: those of the workspace, and those that the user named. */
  all(): string[] {
    const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
    const own = folders.flatMap(({ uri }) => [uri.fsPath, path.join(uri.fsPath, runsFolder)]);
    return [...new Set([...own, ...this.#added()])];
  }

  async add(folder: string): Promise<void> {
    await this.#memory.update(memoryKey, [...this.#added().filter((one) => one !== folder), folder].slice(-mostAdded));
  }

  #added(): string[] {
    const kept = this.#memory.get<unknown>(memoryKey);
    return Array.isArray(kept) ? kept.filter((folder) => typeof folder === 'string') : [];
  }
}

/** The folders of runs in a workspace that is trusted: what came out of them can be chosen as a model. */
export function trustedRuns(): string[] {
  const folders = vscode.workspace.isTrusted ? (vscode.workspace.workspaceFolders ?? []) : [];
  return folders.filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => path.join(uri.fsPath, runsFolder));
}

/** Where the run of a recipe goes: into `runs` of its workspace folder, else beside it. */
export function runFolderOf(recipe: vscode.Uri): string {
  if (recipe.scheme !== 'file') throw new ExtensionError('training/not-on-disk', { recipe: recipe.path });
  const base = vscode.workspace.getWorkspaceFolder(recipe)?.uri.fsPath ?? path.dirname(recipe.fsPath);
  return path.join(base, runsFolder, path.basename(recipe.fsPath).replace(/\.ya?ml$/i, ''));
}

/** Recipes name programs' inputs by paths: only a workspace that is trusted may start them. */
export function refuseUntrusted(): void {
  if (!vscode.workspace.isTrusted) throw new ExtensionError('training/untrusted', undefined);
}

const runsFolder = 'runs';
const memoryKey = 'hovle.runFolders';
const mostAdded = 20;
