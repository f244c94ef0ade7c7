import { EngineError } from '../../api/errors.ts';
import type { Remark } from '../../api/remarks.ts';

/** Where a record stands, for messages about it. */
export interface RecordPlace {
  readonly file: string;
  /** `line 7`, `row 3`. */
  readonly place: Remark;
}

/** Refuses a record. */
export function fail({ file, place }: RecordPlace, reason: Remark): never {
  throw new EngineError('data/bad-record', { file, place, reason });
}
