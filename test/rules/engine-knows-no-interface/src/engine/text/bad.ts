import { title } from '../../extension/title.ts';
export const bad = title;
