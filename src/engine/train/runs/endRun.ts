import { EngineError } from '../../api/errors.ts';
import type { EndRunRequest } from '../../api/trainingApi.ts';
import { isFolderLocked } from '../../compile/folderLock.ts';
import { wishRunToEnd } from './wishes.ts';

/** Asks the process of a run to end after the step under way. A checkpoint may take a while: the run's state tells. */
export async function endRun({ folder, how }: EndRunRequest): Promise<void> {
  if (!(await isFolderLocked(folder))) throw new EngineError('train/not-running', { folder });
  await wishRunToEnd(folder, how);
}
