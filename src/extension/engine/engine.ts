import * as vscode from 'vscode';
import { connectEngine } from '../../engine/client/engineClient.ts';
import type { EngineClient } from '../../engine/client/engineClient.ts';
import type { Closable } from '../scope.ts';
import type { Settings } from '../settings/settings.ts';
import type { Activity } from './activity.ts';

/** Makes the engine's client. The engine itself starts with the first question. */
export function createEngine(
  context: vscode.ExtensionContext,
  { nodePath, unloadAfterMs }: Pick<Settings, 'nodePath' | 'unloadAfterMs'>,
  log: vscode.LogOutputChannel,
): EngineClient {
  return connectEngine({
    entry: vscode.Uri.joinPath(context.extensionUri, 'dist', 'engineHost.mjs').fsPath,
    runtimeFolder: context.globalStorageUri.fsPath,
    ...(nodePath === '' ? {} : { node: nodePath }),
    engine: unloadAfterMs === undefined ? {} : { idleUnloadMs: unloadAfterMs },
    log: (line) => log.info(withoutColours(line)),
  });
}

/** Native libraries colour what they write for a terminal. */
const withoutColours = (line: string) => line.replace(/\u001b\[[0-9;]*m/g, '');

/** Lets the status bar and the log know when the engine starts and how it ends. */
export function followEngine(engine: EngineClient, activity: Activity, log: vscode.LogOutputChannel): Closable {
  return engine.onState((state) => {
    log.info(`Engine: ${JSON.stringify(state)}`);
    activity.setProcess(state.kind);
  });
}
