/**
 * A text in the editor's language. The English text is the key, as for the extension's own texts; `{0}` and so on are
 * replaced by the arguments. The page carries the editor's translations, where there are any.
 */
export function t(text: string, ...values: (string | number)[]): string {
  const translated = translations()[text] ?? text;
  return translated.replaceAll(/\{(\d+)\}/g, (whole, index: string) => String(values[Number(index)] ?? whole));
}

/** Takes translations where no page carries them: the page of a notebook is not ours. */
export function setTranslations(texts: unknown): void {
  found = stringsOf(texts);
}

let found: Record<string, string> | undefined;

function translations(): Record<string, string> {
  return (found ??= readTranslations(
    typeof document === 'undefined' ? '' : document.querySelector<HTMLMetaElement>('meta[name=translations]')?.content,
  ));
}

function readTranslations(json = ''): Record<string, string> {
  if (json === '') return {};
  return stringsOf(JSON.parse(json));
}

function stringsOf(texts: unknown): Record<string, string> {
  if (typeof texts !== 'object' || texts === null) return {};
  return Object.fromEntries(Object.entries(texts).filter((entry) => typeof entry[1] === 'string'));
}
