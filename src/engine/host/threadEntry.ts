/** The file that the engine's process runs: as below. */
export function hostEntry(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './main.ts' : './engineHost.mjs', import.meta.url);
}

/** The file that the engine's threads run: beside this one in the source, beside the bundle in what is shipped. */
export function threadEntry(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './engineWorker.mjs', import.meta.url);
}
