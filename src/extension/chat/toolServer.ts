import * as vscode from 'vscode';
import { editorsError } from '../editorsError.ts';
import type { ModelShelf } from '../models/modelShelf.ts';
import { Scope } from '../scope.ts';
import type { Closable } from '../scope.ts';
import type { Settings } from '../settings/settings.ts';
import { toolServerArguments, toolServerSettings } from './toolServerArguments.ts';

/** What the server is made from. */
export interface ToolServerParts {
  models: Pick<ModelShelf, 'find'>;
  settings: () => Settings;
}

/**
 * Offers the same tools as a server of the Model Context Protocol, which the editor starts when an agent wants it; only where
 * the setting says so, because agents that have the editor's own tools would see them twice.
 */
export function registerToolServer(
  { extensionUri, extension }: vscode.ExtensionContext,
  { models, settings }: ToolServerParts,
): Closable {
  const program = vscode.Uri.joinPath(extensionUri, 'dist', 'cli.mjs').fsPath;
  // Every manifest of an extension has a version.
  const { version } = extension.packageJSON as { version: string };
  const argumentsFor = (model: string) => toolServerArguments({ program, roots: roots(), model, settings: settings() });
  const scope = new Scope();
  scope.add(
    vscode.lm.registerMcpServerDefinitionProvider('hovle.tools', {
      onDidChangeMcpServerDefinitions: onChange(scope),
      // Without a folder there is no picture that it may read.
      provideMcpServerDefinitions: () =>
        settings().offersToolServer && roots().length > 0
          ? [new vscode.McpStdioServerDefinition('HoVLE', 'node', argumentsFor(settings().model), {}, version)]
          : [],
      resolveMcpServerDefinition: async (server) => {
        const { findNode, nodeSearch } = await import('../../engine/client/findNode.ts');
        const find = async () => {
          const node = await findNode(nodeSearch(settings().nodePath || undefined));
          const { folder } = await models.find(undefined, '');
          return { command: node.path, args: argumentsFor(folder), env: { ...node.environment } };
        };
        const found = await find().catch((error: unknown) => {
          throw editorsError(error);
        });
        return Object.assign(server, found);
      },
    }),
  );
  return scope;
}

/** Whether it is offered, what it may read and how it answers has changed: a server that runs is then out of date. */
function onChange(scope: Scope): vscode.Event<void> {
  const changed = scope.add(new vscode.EventEmitter<void>());
  const keys = ['tools.mcpServer', ...toolServerSettings].map((key) => `hovle.${key}`);
  scope.add(
    vscode.workspace.onDidChangeConfiguration(
      (event) => keys.some((key) => event.affectsConfiguration(key)) && changed.fire(),
    ),
  );
  scope.add(vscode.workspace.onDidChangeWorkspaceFolders(() => changed.fire()));
  return changed.event;
}

function roots(): string[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.filter(({ uri }) => uri.scheme === 'file').map(({ uri }) => uri.fsPath);
}
