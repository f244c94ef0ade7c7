import path from 'node:path';

/** The run that made a checkpoint: of the runs in whose folders it lies, the innermost. */
export function runOf<Run extends { folder: string }>(checkpoint: string, runs: readonly Run[]): Run | undefined {
  const around = runs.filter(({ folder }) => liesIn(checkpoint, folder));
  return around.sort((a, b) => b.folder.length - a.folder.length)[0];
}

/** By whole names: `runs/nano-2` does not lie in `runs/nano`. */
function liesIn(file: string, folder: string): boolean {
  const way = path.relative(folder, file);
  return !path.isAbsolute(way) && way.split(path.sep)[0] !== '..';
}
