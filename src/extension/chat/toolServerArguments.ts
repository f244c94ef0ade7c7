import type { Settings } from '../settings/settings.ts';

/** What the server is told: where it may read, and how questions are answered. */
export interface ToolServerOptions {
  /** The bundled command-line program. */
  program: string;
  /** Folders whose pictures may be read. */
  roots: readonly string[];
  /** Name or folder; the program knows the shipped models by their names, and others by their folders. */
  model: string;
  settings: Pick<Settings, 'device' | 'precision' | 'maxTiles' | 'maxTokens'>;
}

/** The arguments for Node.js with which the server answers as the editor does. */
export function toolServerArguments({ program, roots, model, settings }: ToolServerOptions): string[] {
  const { device, precision, maxTiles, maxTokens } = settings;
  return [
    ...[program, 'mcp', ...roots.flatMap((root) => ['--root', root])],
    ...(model === '' ? [] : ['--model', model]),
    ...['--device', device, '--max-tokens', String(maxTokens)],
    ...(precision === undefined ? [] : ['--precision', precision]),
    ...(maxTiles === undefined ? [] : ['--max-tiles', String(maxTiles)]),
  ];
}

/** The settings that the arguments say. */
export const toolServerSettings = ['model', 'modelFolders', 'device', 'precision', 'maxTiles', 'maxTokens', 'nodePath'];
