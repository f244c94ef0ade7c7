import { fileURLToPath } from 'node:url';
import { claims } from './claimsExperiment.ts';
import { maps } from './mapExperiment.ts';

/** `npm run experiment -- claims [SEED…]` and `npm run experiment -- maps`: see the files of these names. */
const experiments: Readonly<Record<string, (words: readonly string[]) => Promise<void>>> = {
  claims: (words) => claims(root, words),
  maps: () => maps(root),
};

const root = fileURLToPath(new URL('..', import.meta.url));
const [name = '', ...words] = process.argv.slice(2);
const experiment = experiments[name];
if (experiment) await experiment(words);
else {
  console.error(`Which experiment? There are: ${Object.keys(experiments).join(', ')}.`);
  process.exitCode = 2;
}
