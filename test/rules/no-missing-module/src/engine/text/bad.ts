import { nowhere } from './nowhere.ts';
export const bad = nowhere;
