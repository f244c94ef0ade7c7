import type * as vscode from 'vscode';
import type { EngineApi } from '../../engine/api/engineApi.ts';
import type { ModelShelf } from '../models/modelShelf.ts';
import type { Settings } from '../settings/settings.ts';
import type { PanelMemory } from './panelMemory.ts';

/** What the explorer needs of the extension. */
export interface ExplorerParts {
  extensionUri: vscode.Uri;
  engine: EngineApi;
  models: ModelShelf;
  settings: () => Settings;
  memory: PanelMemory;
  /** The pictures of the conversation that is in front, if one is. */
  picturesInFront: () => Promise<vscode.Uri[]>;
}
