import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError } from '../api/errors.ts';
import { number, record, required, text } from './shape.ts';

/** How to reach a running engine. Whoever can read this may use it, so it is kept private. */
export interface EngineRecord {
  processId: number;
  address: string;
  token: string;
  /** Clients use an engine only of their own version. */
  version: string;
}

/** Checks a record that came from a file or another process. */
const engineRecord = record<EngineRecord>({
  processId: required(number),
  address: required(text),
  token: required(text),
  version: required(text),
});

/** The file in which engines of this version are recorded. */
export function engineFile(folder: string, version: string): string {
  return join(folder, `engine-${version}.json`);
}

/** The recorded engine, which may have died since; undefined if there is none. */
export async function readEngineRecord(file: string): Promise<EngineRecord | undefined> {
  try {
    return parseRecord(await readFile(file, 'utf8'));
  } catch (error) {
    if (isMissing(error) || error instanceof SyntaxError || error instanceof EngineError) return undefined;
    throw error;
  }
}

/** Records an engine. The file appears whole. */
export async function writeEngineRecord(file: string, recorded: EngineRecord): Promise<void> {
  const temporary = `${file}.${recorded.processId}`;
  await writeFile(temporary, JSON.stringify(recorded), { mode: 0o600 });
  await rename(temporary, file);
}

/** Removes the record, unless another engine has taken its place. */
export async function removeEngineRecord(file: string, { token }: EngineRecord): Promise<void> {
  const current = await readEngineRecord(file);
  if (current?.token === token) await rm(file, { force: true });
}

/** A record from its JSON text. Throws if it is none. */
export function parseRecord(json: string): EngineRecord {
  return engineRecord(JSON.parse(json), 'The engine record');
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
