import type * as vscode from 'vscode';
import { Scope } from '../scope.ts';
import type { Closable } from '../scope.ts';
import { registerCellIds } from './cellIds.ts';
import { registerCellStatus } from './cellStatus.ts';
import type { CellParts } from './cellTask.ts';
import { registerCellCompletion } from './editing/cellCompletion.ts';
import { registerCellDiagnostics } from './editing/cellDiagnostics.ts';
import { registerCellLinks } from './editing/cellLinks.ts';
import { registerPasteImages } from './editing/pasteImages.ts';
import { registerKernel } from './kernel.ts';
import { registerSerializer } from './serializer.ts';

/** Everything of notebooks: the file, the kernel, and what helps to write cells. */
export function registerNotebook(parts: CellParts, log: vscode.LogOutputChannel): Closable {
  const scope = new Scope();
  scope.add(registerSerializer());
  scope.add(registerCellIds());
  scope.add(registerKernel({ prepare: async (cell) => (await import('./cellTask.ts')).cellTask(cell, parts), log }));
  scope.add(registerCellStatus());
  scope.add(registerCellCompletion(parts.models));
  scope.add(registerCellDiagnostics(() => parts.settings().remoteImages));
  scope.add(registerCellLinks());
  scope.add(registerPasteImages());
  return scope;
}
