import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError } from '../../api/errors.ts';
import type { ReadRunRequest, RunPart, StagePart, StagePosition } from '../../api/trainingApi.ts';
import { stageFolderName } from '../recipe/recipe.ts';
import { metricsFile } from '../recipe/runFiles.ts';
import { readMetrics } from './readMetrics.ts';
import { summariseRun } from './summariseRun.ts';

/** What a run has written since a position. At most a few megabytes are read at once: `isMore` says that there is more. */
export async function readRun({ folder, since = [] }: ReadRunRequest): Promise<RunPart> {
  const run = await summariseRun(folder);
  if (!run) throw new EngineError('train/no-run', { folder });
  const stages: StagePart[] = [];
  const position: StagePosition[] = [];
  let isMore = false;
  for (const [stage, { name }] of run.stages.entries()) {
    const file = join(folder, stageFolderName(stage, name), metricsFile);
    const before = since[stage] ?? { file: 0, offsetBytes: 0 };
    const read = await readLines(file, before);
    position.push(read.position);
    isMore ||= read.isMore;
    const isAnew = read.position.file !== before.file;
    if (read.text !== '' || isAnew) stages.push({ stage, isAnew, ...readMetrics(read.text) });
  }
  return { run, stages, position, isMore };
}

interface Lines {
  readonly text: string;
  readonly position: StagePosition;
  readonly isMore: boolean;
}

/** The whole lines behind a position. The last line may still be being written: it is read when it has ended. */
async function readLines(path: string, since: StagePosition): Promise<Lines> {
  const handle = await open(path, 'r').catch(() => undefined);
  if (!handle) return { text: '', position: { file: 0, offsetBytes: 0 }, isMore: false };
  try {
    const { ino, size } = await handle.stat();
    const isSame = ino === since.file && size >= since.offsetBytes;
    const offset = isSame ? since.offsetBytes : 0;
    const bytes = new Uint8Array(Math.min(size - offset, mostBytes));
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, offset);
    const end = bytes.subarray(0, bytesRead).lastIndexOf(newline) + 1;
    // A line longer than all that is read at once is passed over: none of ours is.
    const next = end === 0 && bytesRead === mostBytes ? bytesRead : end;
    const text = new TextDecoder().decode(bytes.subarray(0, end));
    return { text, position: { file: ino, offsetBytes: offset + next }, isMore: offset + bytesRead < size };
  } finally {
    await handle.close();
  }
}

const newline = 10;
const mostBytes = 4 * 2 ** 20;
