import { checkClaims, summary } from '../claims.ts';
import { apiClaims } from './apiClaims.ts';
import { chatClaims } from './chatClaims.ts';
import { loadClaims } from './loadClaims.ts';
import { toolServerClaims } from './toolServerClaims.ts';

/** Run by the editor inside its extension host. A claim that does not hold makes it end with an error. */
export async function run(): Promise<void> {
  const tally = await checkClaims({ ...apiClaims, ...chatClaims, ...toolServerClaims, ...loadClaims }, (line) =>
    console.log(line),
  );
  console.log(summary(tally));
  const { length } = tally.failures;
  if (length > 0) throw new Error(`${length} claims do not hold.`);
}
