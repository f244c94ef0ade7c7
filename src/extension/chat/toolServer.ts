import * as vscode from 'vscode';

/** Offers the same tools as a server of the Model Context Protocol, which the editor starts when an agent wants it. */
export function registerToolServer(
  { extensionUri, extension }: vscode.ExtensionContext,
  nodePath: () => string,
): vscode.Disposable {
  const program = vscode.Uri.joinPath(extensionUri, 'dist', 'cli.mjs').fsPath;
  // Every manifest of an extension has a version.
  const { version } = extension.packageJSON as { version: string };
  return vscode.lm.registerMcpServerDefinitionProvider('hovle.tools', {
    provideMcpServerDefinitions: () => {
      const roots = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
      const args = [program, 'mcp', ...roots.flatMap(({ uri }) => ['--root', uri.fsPath])];
      return roots.length === 0 ? [] : [new vscode.McpStdioServerDefinition('HoVLE', 'node', args, {}, version)];
    },
    resolveMcpServerDefinition: async (server) => {
      const { findNode, nodeSearch } = await import('../../engine/client/findNode.ts');
      const node = await findNode(nodeSearch(nodePath() || undefined));
      return Object.assign(server, { command: node.path, env: { ...node.environment } });
    },
  });
}
