import { asciidocReferences } from './asciidocReferences.ts';
import { cssReferences, sassReferences, scssReferences } from './cssReferences.ts';
import { htmlReferences } from './htmlReferences.ts';
import type { ImageReference } from './imageReference.ts';
import { latexReferences } from './latexReferences.ts';
import { markdownReferences } from './markdownReferences.ts';
import { restructuredTextReferences } from './restructuredTextReferences.ts';
import { scriptReferences } from './scriptReferences.ts';
import { jsonReferences, pythonReferences, yamlReferences } from './stringReferences.ts';
import type { ReferenceLanguage } from './referenceLanguages.ts';

/**
 * The pictures a document names, in the order of its text. The parsers take unfinished documents: what cannot be read is
 * passed over. Documents beyond a size that anyone writes are not searched, so that typing never waits.
 */
export function findReferences(language: ReferenceLanguage, text: string): ImageReference[] {
  if (text.length > longestDocument) return [];
  return readers[language](text).sort((a, b) => a.from - b.from);
}

/** In UTF-16 units; parsing this much takes about half a second. */
const longestDocument = 500_000;

const readers: { readonly [language in ReferenceLanguage]: (text: string) => ImageReference[] } = {
  markdown: markdownReferences,
  html: (text) => htmlReferences(text),
  vue: (text) => htmlReferences(text, 'vue'),
  svelte: (text) => htmlReferences(text, 'svelte'),
  css: cssReferences,
  scss: scssReferences,
  sass: sassReferences,
  script: scriptReferences,
  restructuredText: restructuredTextReferences,
  asciidoc: asciidocReferences,
  latex: latexReferences,
  json: jsonReferences,
  yaml: yamlReferences,
  python: pythonReferences,
};
