import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Claims } from '../claims.ts';

/** What agents of the editor get from the server of the Model Context Protocol that the extension offers. */
export const toolServerClaims: Claims = {
  'the editor starts the server of tools only where the setting offers it, and its tools answer about pictures':
    async () => {
      await startServers();
      assert.deepEqual(toolsOfServers(), []);
      await offer(true);
      await until('the tools', () => toolsOfServers().length > 0, startServers);
      const tools = ['compare_images', 'describe_image', 'locate', 'read_text'].map((name) => `mcp_hovle_${name}`);
      assert.deepEqual(toolsOfServers(), tools);
      const image = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, 'chart.png').fsPath;
      assert.match(await invoke('mcp_hovle_describe_image', { image }), /"answer":".+","model":"hovle-nano"/);
      await offer(undefined);
      await until('the tools to be taken back', () => toolsOfServers().length === 0);
    },
};

/** Those that are offered. */
const startServers = () => vscode.commands.executeCommand('workbench.mcp.startServer', '*');

const offer = (offers: true | undefined) =>
  vscode.workspace.getConfiguration('hovle').update('tools.mcpServer', offers, vscode.ConfigurationTarget.Global);

/** The editor puts its own mark and the server's name before each of them. */
function toolsOfServers(): string[] {
  const names = vscode.lm.tools.map(({ name }) => name).filter((name) => name.startsWith('mcp_'));
  return names.sort();
}

async function invoke(name: string, input: object): Promise<string> {
  const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
  return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
}

async function until(what: string, isReached: () => boolean, urge: () => Thenable<unknown> = nothing): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!isReached()) {
    assert.ok(Date.now() < deadline, `Waited in vain for ${what}.`);
    await urge();
    await sleep(200);
  }
}

const nothing = () => Promise.resolve();
