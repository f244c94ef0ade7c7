import { worse } from './worse.ts';
export const bad = (): number => worse();
