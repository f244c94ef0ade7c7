import { writeFileSync } from 'node:fs';
import { smallTokenizer } from './cases.ts';

const model = smallTokenizer().files.get('tokenizer.model');
if (model === undefined || process.argv[2] === undefined) throw new Error('Give the file to write to.');
writeFileSync(process.argv[2], model);
