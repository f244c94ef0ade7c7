/** The explorer's bundle, and with `hovle.` before it the kind of its panels. */
export const explorerName = 'embeddingExplorer';
