import type * as vscode from 'vscode';
import { referenceEndings, referenceLanguages } from './references/referenceLanguages.ts';

/** Every document in which pictures are looked for. */
export function documentSelector(): vscode.DocumentFilter[] {
  const byEnding = [...referenceEndings.keys()].map((ending) => ({ pattern: `**/*.${ending}` }));
  return [...[...referenceLanguages.keys()].map((language) => ({ language })), ...byEnding];
}
