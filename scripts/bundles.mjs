/**
 * What the extension ships as code: one row a bundle. `to` lies in dist/.
 * node-esm and node-cjs run in Node or in the editor's extension host; browser runs in a webview. Of node-cjs-split, what is
 * imported while it runs lies beside it in a folder of its name: loaded when it is needed, and never twice.
 * @type {readonly { from: string, to: string, kind: 'node-cjs' | 'node-cjs-split' | 'node-esm' | 'browser', executable?: true }[]}
 */
export const bundles = [
  { from: 'src/extension/main.ts', to: 'extension.cjs', kind: 'node-cjs-split' },
  { from: 'src/extension/images/documentWorker.ts', to: 'documentWorker.cjs', kind: 'node-cjs' },
  { from: 'src/engine/host/main.ts', to: 'engineHost.mjs', kind: 'node-esm' },
  { from: 'src/engine/host/worker.ts', to: 'engineWorker.mjs', kind: 'node-esm' },
  { from: 'src/engine/train/recipe/sampleWorker.ts', to: 'sampleWorker.mjs', kind: 'node-esm' },
  { from: 'src/engine/image/pdf/pdfWorker.ts', to: 'pdfWorker.mjs', kind: 'node-esm' },
  { from: 'src/engine/session/examineMain.ts', to: 'deviceProbe.mjs', kind: 'node-esm' },
  { from: 'src/engine/cli/main.ts', to: 'cli.mjs', kind: 'node-esm', executable: true },
  { from: 'src/webview/answerPanel/main.ts', to: 'webview/answerPanel.js', kind: 'browser' },
  { from: 'src/webview/embeddingExplorer/main.ts', to: 'webview/embeddingExplorer.js', kind: 'browser' },
  { from: 'src/webview/trainingDashboard/main.ts', to: 'webview/trainingDashboard.js', kind: 'browser' },
  { from: 'src/webview/trainingRenderers/trainingRenderer.ts', to: 'webview/trainingRenderer.js', kind: 'browser' },
  { from: 'src/webview/trainingRenderers/benchmarkRenderer.ts', to: 'webview/benchmarkRenderer.js', kind: 'browser' },
  { from: 'src/webview/notebookRenderer/answerRenderer.ts', to: 'webview/answerRenderer.js', kind: 'browser' },
  { from: 'src/webview/notebookRenderer/mapRenderer.ts', to: 'webview/mapRenderer.js', kind: 'browser' },
  { from: 'src/webview/outputs/captions/captionsRenderer.ts', to: 'webview/captionsRenderer.js', kind: 'browser' },
  {
    from: 'src/webview/outputs/comparison/comparisonRenderer.ts',
    to: 'webview/comparisonRenderer.js',
    kind: 'browser',
  },
  { from: 'src/webview/outputs/embedding/embeddingRenderer.ts', to: 'webview/embeddingRenderer.js', kind: 'browser' },
];

/** Left as imports: the editor's own module, and packages whose native libraries are found from their own folder. */
export const external = ['vscode', 'onnxruntime-node', 'sharp'];
