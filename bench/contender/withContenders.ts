import { startContender, type Contender, type ContenderProgram } from './contender.ts';

/** Starts the programs one after another, and ends them all however `use` ends. */
export async function withContenders<T>(
  programs: readonly ContenderProgram[],
  use: (contenders: readonly Contender[]) => Promise<T>,
): Promise<T> {
  const started: Contender[] = [];
  try {
    for (const program of programs) started.push(await startContender(program));
    return await use(started);
  } finally {
    for (const contender of started) await contender.close();
  }
}
