import * as vscode from 'vscode';
import { editorsError } from '../editorsError.ts';
import { Scope } from '../scope.ts';
import type { Closable } from '../scope.ts';
import type { Settings } from '../settings/settings.ts';

/**
 * Offers the same tools as a server of the Model Context Protocol, which the editor starts when an agent wants it; only where
 * the setting says so, because agents that have the editor's own tools would see them twice.
 */
export function registerToolServer(
  { extensionUri, extension }: vscode.ExtensionContext,
  settings: () => Settings,
): Closable {
  const program = vscode.Uri.joinPath(extensionUri, 'dist', 'cli.mjs').fsPath;
  // Every manifest of an extension has a version.
  const { version } = extension.packageJSON as { version: string };
  const scope = new Scope();
  const changed = scope.add(new vscode.EventEmitter<void>());
  scope.add(
    vscode.workspace.onDidChangeConfiguration(
      (event) => event.affectsConfiguration('hovle.tools.mcpServer') && changed.fire(),
    ),
  );
  scope.add(vscode.workspace.onDidChangeWorkspaceFolders(() => changed.fire()));
  scope.add(
    vscode.lm.registerMcpServerDefinitionProvider('hovle.tools', {
      onDidChangeMcpServerDefinitions: changed.event,
      provideMcpServerDefinitions: () => (settings().offersToolServer ? serverOf(program, version) : []),
      resolveMcpServerDefinition: async (server) => {
        const { findNode, nodeSearch } = await import('../../engine/client/findNode.ts');
        const node = await findNode(nodeSearch(settings().nodePath || undefined)).catch((error: unknown) => {
          throw editorsError(error);
        });
        return Object.assign(server, { command: node.path, env: { ...node.environment } });
      },
    }),
  );
  return scope;
}

/** It may read pictures of the workspace; without one it has none. */
function serverOf(program: string, version: string): vscode.McpStdioServerDefinition[] {
  const roots = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  const args = [program, 'mcp', ...roots.flatMap(({ uri }) => ['--root', uri.fsPath])];
  return roots.length === 0 ? [] : [new vscode.McpStdioServerDefinition('HoVLE', 'node', args, {}, version)];
}
