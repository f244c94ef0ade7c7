import type { Remark } from '../api/remarks.ts';

/** What trying a device out has shown. Plain data: it comes from another process. */
export interface Finding {
  /** Why it cannot be used; absent where it can. */
  readonly problem?: Remark;
  /** Billions of operations a second in a chain of matrix products. */
  readonly gigaflops?: number;
  /** Most rows that one run may have for attention to be right; absent without a limit. */
  readonly longestRun?: number;
}
