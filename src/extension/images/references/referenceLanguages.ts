/** What `findReferences` reads. */
export type ReferenceLanguage =
  | 'markdown'
  | 'html'
  | 'vue'
  | 'svelte'
  | 'css'
  | 'scss'
  | 'sass'
  | 'script'
  | 'restructuredText'
  | 'asciidoc'
  | 'latex'
  | 'json'
  | 'yaml'
  | 'python';

/** How the editor's languages are read, by their identifiers. */
export const referenceLanguages: ReadonlyMap<string, ReferenceLanguage> = new Map([
  ['markdown', 'markdown'],
  ['mdx', 'markdown'],
  ['hovle', 'markdown'],
  ['html', 'html'],
  ['handlebars', 'html'],
  ['php', 'html'],
  ['vue', 'vue'],
  ['svelte', 'svelte'],
  ['astro', 'html'],
  ['css', 'css'],
  ['scss', 'scss'],
  ['less', 'scss'],
  ['sass', 'sass'],
  ['javascript', 'script'],
  ['javascriptreact', 'script'],
  ['typescript', 'script'],
  ['typescriptreact', 'script'],
  ['restructuredtext', 'restructuredText'],
  ['asciidoc', 'asciidoc'],
  ['latex', 'latex'],
  ['tex', 'latex'],
  ['json', 'json'],
  ['jsonc', 'json'],
  ['yaml', 'yaml'],
  ['python', 'python'],
]);

/** Those read as the same language elsewhere too, by the ending of their files: an editor without an extension for it calls them plain text. */
export const referenceEndings: ReadonlyMap<string, ReferenceLanguage> = new Map([
  ['vue', 'vue'],
  ['svelte', 'svelte'],
  ['astro', 'html'],
  ['rst', 'restructuredText'],
  ['adoc', 'asciidoc'],
  ['asciidoc', 'asciidoc'],
  ['mdx', 'markdown'],
  ['tex', 'latex'],
  ['sass', 'sass'],
]);

/** How a document is read; undefined where pictures are not looked for. */
export function referenceLanguageOf(languageId: string, path: string): ReferenceLanguage | undefined {
  return referenceLanguages.get(languageId) ?? referenceEndings.get(/\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? '');
}
