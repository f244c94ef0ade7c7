import { runUnitTests } from './tests.mjs';

const { failed } = await runUnitTests(process.argv.slice(2));
process.exitCode = failed === 0 ? 0 : 1;
