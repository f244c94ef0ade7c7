import type { Later } from '../generate/later.ts';
export type Bad = Later;
