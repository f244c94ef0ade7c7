import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { EngineError } from '../api/errors.ts';
import { remark, type Remark } from '../api/remarks.ts';

/** The program that runs the engine. */
export interface NodeChoice {
  path: string;
  /** Variables it needs to behave as Node. */
  environment: Readonly<Record<string, string>>;
  /** Set for an editor's own runtime: it ends the process when much memory is asked for at once. */
  smallAllocations: boolean;
}

/** Where a Node is looked for. */
export interface NodeSearch {
  /** Named by the user: used or refused, never passed over. */
  setting?: string;
  /** The search path of programs. */
  searchPath: string;
  /** The runtime of this process. */
  runtime: { path: string; isElectron: boolean };
}

/** Chooses, in this order: the user's setting, a Node of the search path, this process's own Node, the editor's runtime. */
export async function findNode(search: NodeSearch): Promise<NodeChoice> {
  const { setting, searchPath, runtime } = search;
  if (setting !== undefined) return plain(await checkedSetting(setting));
  const found = await firstOnPath(searchPath);
  if (found !== undefined) return plain(found);
  if (!runtime.isElectron) return plain(runtime.path);
  return { path: runtime.path, environment: { ELECTRON_RUN_AS_NODE: '1' }, smallAllocations: true };
}

/** The search from this process. */
export function nodeSearch(setting?: string): NodeSearch {
  return {
    ...(setting === undefined ? {} : { setting }),
    searchPath: process.env['PATH'] ?? '',
    runtime: {
      path: process.execPath,
      isElectron: process.versions['electron'] !== undefined,
    },
  };
}

const oldestVersion = 20;
const patienceMs = 10_000;
const run = promisify(execFile);

function plain(path: string): NodeChoice {
  return { path, environment: {}, smallAllocations: false };
}

async function checkedSetting(path: string): Promise<string> {
  const problem = await problemWith(path);
  if (problem !== undefined) throw new EngineError('engine/node-unusable', { node: path, reason: problem });
  return path;
}

async function firstOnPath(searchPath: string): Promise<string | undefined> {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  for (const folder of searchPath.split(delimiter)) {
    const path = join(folder, name);
    if (folder !== '' && (await isFile(path)) && (await problemWith(path)) === undefined) return path;
  }
  return undefined;
}

/** Why the program cannot run the engine; undefined if it can. */
async function problemWith(path: string): Promise<Remark | undefined> {
  try {
    const { stdout } = await run(path, ['--version'], { timeout: patienceMs, windowsHide: true });
    const version = /^v(\d+)\./.exec(stdout.trim());
    if (!version) return remark('node/no-version', undefined);
    return Number(version[1]) < oldestVersion ? remark('node/too-old', { version: stdout.trim() }) : undefined;
  } catch (error) {
    return remark('node/does-not-run', { message: error instanceof Error ? error.message : String(error) });
  }
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
