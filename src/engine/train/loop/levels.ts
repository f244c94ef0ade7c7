/** How the difficulty of a source moves. */
export interface LevelRule {
  /** The level of the first samples, for a model that has learned already; 0 where absent. */
  readonly first?: number;
  /** The hardest level; the easiest is 0. */
  readonly highest: number;
  /** Share of answers that must be right before the next level begins, in (0, 1]. */
  readonly raiseAt: number;
  /** Answers of a level that are looked at before deciding. */
  readonly window: number;
}

/** Where a source stands: its level, and what was answered at it since it was last decided. */
export interface LevelState {
  readonly level: number;
  readonly answers: number;
  readonly right: number;
}

/** Where every source begins. */
export const firstLevel: LevelState = { level: 0, answers: 0, right: 0 };

/** Takes note of answers that were asked at `level`; those of another level say nothing about this one. */
export function noteAnswers(
  state: LevelState,
  rule: LevelRule,
  { level, answers, right }: { level: number; answers: number; right: number },
): LevelState {
  if (level !== state.level) return state;
  const noted = { level, answers: state.answers + answers, right: state.right + right };
  if (noted.answers < rule.window) return noted;
  const isMastered = noted.right >= rule.raiseAt * noted.answers;
  return { level: isMastered ? Math.min(level + 1, rule.highest) : level, answers: 0, right: 0 };
}

/** How often levels beside the current one are drawn. */
export interface LevelShares {
  /** Share of samples of levels that were mastered before, in [0, 1). */
  readonly earlierShare: number;
  /** Share of samples of any level, mastered or not, in [0, 1); absent: none. */
  readonly anyShare?: number;
}

/**
 * The level of the next example: mostly the current one, now and then an earlier one, so that it is not forgotten, or any up to
 * `highest`, so that what only later levels ask is neither unknown when they come nor forgotten.
 */
export function drawLevel(
  { level }: LevelState,
  { earlierShare, anyShare = 0, highest }: LevelShares & { readonly highest: number | undefined },
  random: () => number,
): number {
  // Without a share nothing is drawn by lot, so that a run that does not ask for it draws as it always did.
  if (highest !== undefined && anyShare > 0 && random() < anyShare) return Math.floor(random() * (highest + 1));
  if (level === 0 || random() >= earlierShare) return level;
  return Math.floor(random() * level);
}
