/** What reading documents takes: a bundle of its own, loaded when a document is first looked through for pictures. */
export { readPathAliases } from './pathAliases.ts';
export { readPictureFacts } from './pictureFacts.ts';
export { findReferences } from './references/findReferences.ts';
