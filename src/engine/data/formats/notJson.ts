import { clause, type Remark } from '../../api/remarks.ts';

/** Why a text is not JSON, with what its parser says of it. */
export function notJson(error: unknown): Remark {
  return clause('it is not JSON ({words})', { words: error instanceof Error ? error.message : String(error) });
}
