import { count } from '../engine/text/count.ts';
export const bad = count;
