import { parentPort } from 'node:worker_threads';
import type { SearchedText } from './documentSearch.ts';
import { findReferences } from './references/findReferences.ts';

/** The thread that searches documents for pictures: a text in, its references out. */
parentPort?.on('message', ({ language, text }: SearchedText) => {
  parentPort?.postMessage(findReferences(language, text));
});
