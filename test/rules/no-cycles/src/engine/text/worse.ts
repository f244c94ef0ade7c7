import { bad } from './bad.ts';
export const worse = (): number => bad();
