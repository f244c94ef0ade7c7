import tseslint from 'typescript-eslint';
import { saysWhy } from './scripts/lint/saysWhy.mjs';

const pureFolders = ['tensor', 'onnx', 'model', 'autodiff', 'quantize'].map((name) => `src/engine/${name}/**`);

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.cache/', 'test/rules/*/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    name: 'every file',
    plugins: { hovle: { rules: { 'says-why': saysWhy } } },
    rules: {
      'max-depth': ['error', 3],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
      'no-empty': 'error',
      'no-undef': 'off',
      'no-unused-expressions': 'error',
      'no-var': 'error',
      'no-warning-comments': 'error',
      'prefer-const': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'hovle/says-why': 'error',
    },
  },
  {
    name: 'TypeScript, with types',
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['test', 'it', 'describe', 'suite'] },
          ],
        },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // `hovle/says-why` checks this better: an index provably in range may be asserted, anything else gives its reason.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // An async function without await still turns a throw into a rejection, which a contract of promises wants.
      '@typescript-eslint/require-await': 'off',
      // Letters before the underscore's shape, as in `logits_V`, are the project's way of writing tensors; no rule on names.
    },
  },
  {
    name: 'folders that build graphs touch no process, no network',
    files: pureFolders,
    rules: { 'no-restricted-globals': ['error', 'process', 'fetch', 'performance', 'setTimeout', 'setInterval'] },
  },
  {
    name: 'what outputs of notebooks are drawn with looks texts up when it shows them',
    files: [
      'src/webview/{notebookRenderer,outputs,shared,trainingRenderers}/**',
      'src/webview/embeddingExplorer/*/**',
      'src/webview/trainingDashboard/panels/accuracyTable.ts',
    ],
    ignores: ['src/webview/embeddingExplorer/panels/{layerNumbers,toolbar}.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "Program > * CallExpression[callee.name='t']:not(:function *):not(PropertyDefinition *)",
          message: 'A notebook sends its translations after the bundle has loaded: make this text a function.',
        },
      ],
    },
  },
  {
    name: 'tests read plainly: bodies of describe may be long, fixtures are asserted into shape',
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: {
      'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
      'hovle/says-why': 'off',
    },
  },
);
