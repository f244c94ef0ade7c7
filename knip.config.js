import { bundles } from './scripts/bundles.mjs';

/** Dead code: every file, export and package must be reached from a bundle, a script of package.json or a test. */
export default {
  entry: [
    ...bundles.map(({ from }) => `${from}!`),
    'scripts/*.{mjs,ts}',
    'scripts/workbench/**/*.{mjs,cjs}',
    'test/**/*.test.ts',
    // Run by path: in processes of their own, or by the extension host.
    'bench/**/*Job.ts',
    'bench/contender/{ours,peer,serveTasks}.ts',
    'bench/peer/llamaModule.ts',
    'test/host/suite/index.ts',
    'test/host/writeThemes.ts',
    'test/engine/**/*.{suite,script}.ts',
  ],
  project: ['src/**/*.ts!', 'scripts/**/*.{mjs,cjs,ts}', 'test/**/*.ts', 'bench/**/*.ts'],
  // Types that only name a part of an exported signature.
  ignoreExportsUsedInFile: { interface: true, type: true },
  ignore: ['test/rules/*/**'],
  // Fonts and icons are read by the names in the picture world's tables, which a test holds against package.json.
  ignoreDependencies: [/^@fontsource[/]/, /^@iconify-json[/]/],
  // Tests in a workbench install a browser by it where they may.
};
