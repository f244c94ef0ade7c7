import type { Range } from '../shared/chart/scale.ts';
import { mostShown } from '../trainingProtocol.ts';

/** What the user has chosen to see. */
export interface DashboardState {
  /** Folders of the runs whose curves are shown; the first is the one that is told in full. */
  readonly shown: readonly string[];
  readonly isLog: boolean;
  /** In [0, 1). */
  readonly smoothing: number;
  readonly across: 'steps' | 'hours';
  /** Which stage is shown; all where absent. */
  readonly stage: number | undefined;
  readonly range: Range | undefined;
}

const firstState: DashboardState = {
  shown: [],
  isLog: false,
  smoothing: 0.6,
  across: 'steps',
  stage: undefined,
  range: undefined,
};

/** The state out of what the editor kept: each field is taken only if it is one. */
export function readKept(kept: unknown): DashboardState {
  if (typeof kept !== 'object' || kept === null) return firstState;
  const { shown, isLog, smoothing, across, stage } = kept as Record<string, unknown>; // An object may be looked into.
  const folders = Array.isArray(shown) ? shown.filter((folder) => typeof folder === 'string') : [];
  const isShare = typeof smoothing === 'number' && smoothing >= 0 && smoothing < 1;
  return {
    ...firstState,
    shown: folders.slice(0, mostShown),
    ...(typeof isLog === 'boolean' && { isLog }),
    ...(isShare && { smoothing }),
    ...((across === 'steps' || across === 'hours') && { across }),
    ...(Number.isInteger(stage) && Number(stage) >= 0 && { stage: Number(stage) }),
  };
}
